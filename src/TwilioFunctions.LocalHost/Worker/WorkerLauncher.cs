using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// Ties the worker's life to the host's: a worker by itself goes on when the host is killed. On Linux two small programs set that up and
/// become the worker. Elsewhere this program runs a second time and watches over the worker.
/// </summary>
internal static partial class WorkerLauncher
{
    /// <summary>The first argument of this program when it watches over a worker.</summary>
    public const string Command = "launch-worker";

    // The one that runs this program: another may be first on the path. The runtime is in shared/Microsoft.NETCore.App/VERSION beside it.
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Returns the command that starts a program that ends when this process does and that Ctrl+C doesn't reach.</summary>
    /// <param name="program">The program; <c>dotnet</c> is the one that runs this process.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo CommandLine(string program, IEnumerable<string> arguments)
    {
        string[] command = [program == "dotnet" ? Dotnet : program, .. arguments];
        // The kernel kills the worker when its parent ends. The session of its own is for Ctrl+C, which reaches every process of a terminal:
        // the host drains first and then ends the worker itself. Both programs are of util-linux:
        // https://man7.org/linux/man-pages/man1/setpriv.1.html
        return OperatingSystem.IsLinux() && Find("setpriv") is { } setpriv && Find("setsid") is { } setsid
            ? new ProcessStartInfo(setpriv, ["--pdeathsig", "KILL", setsid, .. command])
            : new ProcessStartInfo(Dotnet, [typeof(WorkerLauncher).Assembly.Location, Command, .. command]);
    }

    /// <summary>Starts the worker and kills it when the host's end of the standard input closes, as it does when the host is killed.</summary>
    /// <returns>The worker's exit code.</returns>
    public static int Run(string[] command)
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
        using var worker = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true } };
        try
        {
            worker.Start();
        }
        catch (Win32Exception ex)
        {
            Console.Error.WriteLine(ex.Message);
            return 1;
        }

        var watcher = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            worker.Kill();
        })
        {
            IsBackground = true,
        };
        watcher.Start();
        worker.WaitForExit();
        return worker.ExitCode;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        // BusyBox has a setpriv that doesn't know the option.
        .FirstOrDefault(path => File.Exists(path) && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.Name != "busybox");

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();
}
