using System.Text.Json;
using Spectre.Console;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Up;

/// <summary>The function app as it was built.</summary>
/// <param name="Assembly">Its path; beside it are host.json and local.settings.json.</param>
/// <param name="UsesStandIns">Whether it brings the local host; the real packages need <c>func</c>.</param>
internal sealed record BuiltApp(string Assembly, bool UsesStandIns)
{
    public string Folder => Path.GetDirectoryName(Assembly)!;

    /// <exception cref="CommandFailedException">It does not build; the compiler's errors have been written.</exception>
    public static async Task<BuiltApp> BuildAsync(Checkout checkout, Terminal terminal, CancellationToken cancellationToken)
    {
        // A build server that outlives the build would keep hold of our pipe, and we would wait for it.
        string[] arguments = ["build", checkout.FunctionApp, "--nologo", "-v:q", "-clp:NoSummary", "-nodeReuse:false"];
        var build = await DotnetAsync(checkout, arguments, cancellationToken);
        if (!build.Succeeded)
        {
            foreach (var line in build.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct())
                terminal.Error.WriteLine(line);
            throw new CommandFailedException("The app does not build: mend the errors above, then run `up` again.");
        }

        return await OfAsync(checkout, cancellationToken);
    }

    private static async Task<BuiltApp> OfAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        string[] arguments = ["msbuild", checkout.FunctionApp, "-getProperty:UseStandIns", "-getProperty:TargetPath"];
        var asked = await DotnetAsync(checkout, arguments, cancellationToken);
        if (!asked.Succeeded)
            throw new CommandFailedException($"MSBuild could not say how the app was built: {asked.Output.Trim()}");
        using var json = JsonDocument.Parse(asked.Output);
        var properties = json.RootElement.GetProperty("Properties");
        return new BuiltApp(
            properties.GetProperty("TargetPath").GetString()!,
            string.Equals(properties.GetProperty("UseStandIns").GetString(), "true", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<ToolResult> DotnetAsync(Checkout checkout, string[] arguments, CancellationToken cancellationToken) =>
        await Tool.RunAsync(Tool.Dotnet, checkout.Root, arguments, cancellationToken)
        ?? throw new CommandFailedException($"{Tool.Dotnet} is gone: run `up` again.");
}
