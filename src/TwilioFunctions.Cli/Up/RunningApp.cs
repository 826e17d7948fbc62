using System.Diagnostics;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Up;

/// <summary>Starts the function app: on the local host that the stand-ins bring, else with <c>func start</c>.</summary>
internal static class RunningApp
{
    // It finishes the messages that it works on; the longest webhook deadline is 4 s.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    /// <exception cref="CommandFailedException">The build needs <c>func</c>, and it is not installed.</exception>
    public static ChildProcess Start(
        BuiltApp app, int port, string? storageConnectionString, Action<string> onLine, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = app.UsesStandIns
            ? new ProcessStartInfo(Tool.Dotnet, [app.Assembly, "--port", $"{port}"])
            : Func(["start", "--port", $"{port}"]);
        start.WorkingDirectory = app.Folder;
        if (storageConnectionString is not null)
            start.Environment["AzureWebJobsStorage"] = storageConnectionString;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return ChildProcess.Start(start, onLine, StopTimeout);
    }

    private static ProcessStartInfo Func(string[] arguments)
    {
        var func = Tool.Find("func") ?? throw new CommandFailedException(
            "The app was built with the real Azure Functions packages and runs on the Azure Functions Core Tools, which were not found: " +
            "install them with `npm install -g azure-functions-core-tools@4`, then run `up` again.");
        // Windows starts a .cmd only through its shell.
        return func.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || !OperatingSystem.IsWindows()
            ? new ProcessStartInfo(func, arguments)
            : new ProcessStartInfo("cmd", ["/c", func, .. arguments]);
    }
}
