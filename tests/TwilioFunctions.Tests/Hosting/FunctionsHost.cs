using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Hosting;

/// <summary>How the app is started on this machine: on the local host, or on the real one where the real packages were built in.</summary>
internal static class FunctionsHost
{
    /// <summary>The app's own output folder, of the configuration that the tests were built in.</summary>
    public static string AppDirectory { get; } = Path.Combine(
        Repository.Root, "src", "TwilioFunctions", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>What the real packages' SDK generates, and the local host does not need.</summary>
    public static bool IsReal { get; } = File.Exists(Path.Combine(AppDirectory, "worker.config.json"));

    /// <summary>Why the app cannot be started here; null when it can.</summary>
    public static string? CannotStart { get; } = IsReal && !IsOnPath("func")
        ? "The app was built with the real packages, and func (Azure Functions Core Tools 4) is not on the path."
        : null;

    /// <summary>The command line that starts the app on a port.</summary>
    public static (string Program, string[] Arguments) CommandLine(int port) => IsReal
        ? ("func", ["start", "--port", $"{port}", "--no-build"])
        : ("dotnet", [Path.Combine(AppDirectory, "TwilioFunctions.dll"), "--port", $"{port}"]);

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}

/// <summary>A test that starts the app as a process of its own.</summary>
public sealed class AppFactAttribute : FactAttribute
{
    public AppFactAttribute() => Skip = FunctionsHost.CannotStart;
}

/// <summary>Tests that start the app as a process of its own.</summary>
public sealed class AppTheoryAttribute : TheoryAttribute
{
    public AppTheoryAttribute() => Skip = FunctionsHost.CannotStart;
}
