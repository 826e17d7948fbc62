using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// The host starts this program a second time, and that process becomes the worker or watches over it. So the worker ends when the host is
/// killed: a worker by itself goes on when its connection ends.
/// </summary>
internal static partial class WorkerLauncher
{
    /// <summary>The first argument of this program when it is the launcher.</summary>
    public const string Command = "launch-worker";

    private const int PR_SET_PDEATHSIG = 1;
    private const int SIGKILL = 9;

    /// <summary>The arguments with which this program is started as the launcher.</summary>
    public static string[] Arguments(string program, IEnumerable<string> arguments) =>
        [Command, $"{Environment.ProcessId}", program, .. arguments];

    /// <summary>Runs the worker.</summary>
    /// <param name="arguments">The id of the host's process, the program, and its arguments.</param>
    /// <returns>The worker's exit code; on Linux it returns only if the program can't be started.</returns>
    public static int Run(string[] arguments)
    {
        var host = int.Parse(arguments[0]);
        // Ctrl+C in a terminal reaches every process of its group. The host drains first and then ends the worker itself.
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
        return OperatingSystem.IsLinux() ? Become(host, arguments[1..]) : Watch(arguments[1], arguments[2..]);
    }

    /// <summary>Replaces this process by the worker, which the kernel kills when the thread that started this process ends.</summary>
    private static int Become(int host, string[] command)
    {
        if (SetProcessOption(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
            return Fail($"prctl failed with error {Marshal.GetLastPInvokeError()}");
        // The host may have died before the line above.
        if (ParentId() != host)
            return 1;
        string?[] terminated = [.. command, null];
        _ = Execute(command[0], terminated);
        return Fail($"{command[0]} can't be started (error {Marshal.GetLastPInvokeError()})");
    }

    /// <summary>Starts the worker and kills it when the host's end of the standard input closes, which a killed host's does.</summary>
    private static int Watch(string program, string[] arguments)
    {
        // The worker inherits the output and gets no input.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true };
        using var worker = Process.Start(start)!;
        worker.StandardInput.Close();
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

    private static int Fail(string reason)
    {
        Console.Error.WriteLine($"The worker was not started: {reason}.");
        return 1;
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int SetProcessOption(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string file, string?[] arguments);
}
