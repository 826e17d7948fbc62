using System.Diagnostics;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>Runs hooks as azd does: in their folder, with azd's variables in the environment.</summary>
internal static class HookProcess
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "infra", "hooks");

    public static Task<ProcessResult> RunAsync(string hook, IReadOnlyDictionary<string, string> variables) =>
        RunAsync(new ProcessStartInfo("dotnet", ["run", $"{hook}.cs"]) { WorkingDirectory = Folder }, variables);

    /// <summary>Runs a line that a hook printed, in the shell that it is meant for.</summary>
    public static Task<ProcessResult> RunShellAsync(string line, string input, IReadOnlyDictionary<string, string> variables) =>
        RunAsync(new ProcessStartInfo("bash", ["-c", line]), variables, input);

    private static Task<ProcessResult> RunAsync(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables, string input = "")
    {
        foreach (var name in Templates.Variables.Concat(Templates.Outputs).Append("AZURE_SUBSCRIPTION_ID"))
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return ProcessResult.RunAsync(start, input);
    }
}
