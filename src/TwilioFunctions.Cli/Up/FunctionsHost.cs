using System.Diagnostics;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Up;

/// <summary>What can run the function app.</summary>
internal enum HostKind
{
    /// <summary>Azure Functions Core Tools: <c>func start</c>.</summary>
    Func,

    /// <summary>src/TwilioFunctions.LocalHost of this repository.</summary>
    Local,
}

/// <summary>Chooses the host that runs the function app, and starts it.</summary>
internal static class FunctionsHost
{
    /// <summary>The environment variable that chooses the host where <c>--host</c> doesn't: <c>func</c> or <c>local</c>.</summary>
    public const string Variable = "TWILIOFUNCTIONS_HOST";

    // It finishes the messages that it works on; the longest webhook deadline is 4 s.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    /// <summary>Returns the host that was asked for; otherwise Core Tools where they are on the path, and the local host where they aren't.</summary>
    /// <param name="wanted">The value of <c>--host</c>; null where it isn't given.</param>
    /// <exception cref="CommandFailedException">The variable is invalid, or Core Tools were asked for and aren't on the path.</exception>
    public static HostKind Choose(HostKind? wanted)
    {
        var host = wanted ?? FromEnvironment();
        if (host == HostKind.Func && Tool.Find("func") is null)
        {
            throw new CommandFailedException(
                "Azure Functions Core Tools (func) were not found: install them with `npm install -g azure-functions-core-tools@4`, " +
                "or run the app with this repository's own host (`--host local`).");
        }

        return host ?? (Tool.Find("func") is null ? HostKind.Local : HostKind.Func);
    }

    /// <summary>Starts the app; its folder and, for the local host, that host's assembly are built already.</summary>
    /// <param name="app">The app and its host.</param>
    /// <param name="port">The port of its HTTP functions.</param>
    /// <param name="storageConnectionString">Where it stores; null leaves that to its settings.</param>
    /// <param name="onLine">Takes each line of its log.</param>
    /// <param name="settings">Settings over those of local.settings.json.</param>
    public static ChildProcess Start(
        BuiltApp app, int port, string? storageConnectionString, Action<string> onLine, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = CommandLine(app, port);
        if (storageConnectionString is not null)
            start.Environment["AzureWebJobsStorage"] = storageConnectionString;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return ChildProcess.Start(start, onLine, StopTimeout);
    }

    /// <summary>The command that runs an app.</summary>
    public static ProcessStartInfo CommandLine(BuiltApp app, int port) => app.LocalHost is { } localHost
        ? new ProcessStartInfo(Tool.Dotnet, [localHost, "--app", app.Folder, "--port", $"{port}"]) { WorkingDirectory = app.Folder }
        : Func(["start", "--port", $"{port}", "--no-build"], app.Folder);

    private static HostKind? FromEnvironment() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => null,
        var name when Enum.TryParse<HostKind>(name, ignoreCase: true, out var host) && Enum.IsDefined(host) && !char.IsAsciiDigit(name[0]) => host,
        var name => throw new CommandFailedException($"{Variable} must be func or local, not '{name}'."),
    };

    private static ProcessStartInfo Func(string[] arguments, string folder)
    {
        var func = Tool.Find("func")!;
        // Windows starts a .cmd only through its shell.
        var start = func.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || !OperatingSystem.IsWindows()
            ? new ProcessStartInfo(func, arguments)
            : new ProcessStartInfo("cmd", ["/c", func, .. arguments]);
        start.WorkingDirectory = folder;
        return start;
    }
}
