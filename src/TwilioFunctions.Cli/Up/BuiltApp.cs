using Spectre.Console;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Up;

/// <summary>The function app as it was built.</summary>
/// <param name="Folder">Its output folder: its assembly, host.json and local.settings.json.</param>
/// <param name="LocalHost">The assembly of the local host that runs it; null where Core Tools do.</param>
internal sealed record BuiltApp(string Folder, string? LocalHost)
{
    /// <summary>Builds the app, and the local host where it runs it.</summary>
    /// <exception cref="CommandFailedException">One of them doesn't build; the compiler's errors have been written.</exception>
    public static async Task<BuiltApp> BuildAsync(Checkout checkout, HostKind host, Terminal terminal, CancellationToken cancellationToken)
    {
        // They have no project in common, so they can be built at the same time.
        var app = BuildProjectAsync(checkout, checkout.FunctionApp, cancellationToken);
        var localHost = host == HostKind.Local ? BuildProjectAsync(checkout, checkout.LocalHost, cancellationToken) : null;
        var errors = new List<string>();
        foreach (var build in (Task<Build>[])[app, .. localHost is null ? (Task<Build>[])[] : [localHost]])
            errors.AddRange((await build).Errors);
        foreach (var error in errors.Distinct())
            terminal.Error.WriteLine(error);
        return errors.Count == 0
            ? new BuiltApp(Path.GetDirectoryName((await app).Assembly)!, localHost is null ? null : (await localHost).Assembly)
            : throw new CommandFailedException("The app doesn't build: fix the errors above, then run `up` again.");
    }

    private static async Task<Build> BuildProjectAsync(Checkout checkout, string project, CancellationToken cancellationToken)
    {
        // A build server that outlives the build would keep our pipe open, and we would wait for it.
        string[] arguments = ["build", project, "--nologo", "-v:q", "-clp:NoSummary", "-nodeReuse:false"];
        var build = await DotnetAsync(checkout, arguments, cancellationToken);
        if (!build.Succeeded)
        {
            var errors = build.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).ToList();
            return new Build("", errors.Count > 0 ? errors : [.. build.Lines.DefaultIfEmpty($"dotnet build ended with code {build.ExitCode}.")]);
        }

        var path = await DotnetAsync(checkout, ["msbuild", project, "-getProperty:TargetPath"], cancellationToken);
        return path.Succeeded
            ? new Build(path.StandardOutput.Trim(), [])
            : throw new CommandFailedException($"MSBuild didn't say where {project} was built: {path.Output.Trim()}");
    }

    private static async Task<ToolResult> DotnetAsync(Checkout checkout, string[] arguments, CancellationToken cancellationToken) =>
        await Tool.RunAsync(Tool.Dotnet, checkout.Root, arguments, cancellationToken)
        ?? throw new CommandFailedException($"{Tool.Dotnet} is gone: run `up` again.");

    private sealed record Build(string Assembly, IReadOnlyList<string> Errors);
}
