using System.Diagnostics;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>A hook, run as azd runs it: in the hook's folder, with azd's variables in the environment.</summary>
/// <param name="ExitCode">What azd goes by.</param>
/// <param name="Output">What it wrote, to standard error too.</param>
internal sealed record HookProcess(int ExitCode, string Output)
{
    public static Task<HookProcess> RunAsync(string hook, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", ["run", $"{hook}.cs"]) { WorkingDirectory = Path.Combine(Repository.Root, "infra", "hooks") };
        // A compiler that stays behind would keep the output open.
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return RunAsync(start, variables);
    }

    /// <summary>Runs a line that a hook printed, in the shell that it is meant for.</summary>
    public static Task<HookProcess> RunShellAsync(string line, string input, IReadOnlyDictionary<string, string> variables) =>
        RunAsync(new ProcessStartInfo("bash", ["-c", line]), variables, input);

    private static async Task<HookProcess> RunAsync(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables, string input = "")
    {
        foreach (var name in Templates.Variables.Concat(Templates.Outputs).Append("AZURE_SUBSCRIPTION_ID"))
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new HookProcess(process.ExitCode, await output + await error);
    }
}
