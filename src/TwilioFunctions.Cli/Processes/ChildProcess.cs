using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TwilioFunctions.Cli.Processes;

/// <summary>
/// A long-running child, with every line that it writes. Our own: CliWrap ends a child with SIGINT or SIGKILL alone, and waits as long as a
/// child of the child holds the output open.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // Children of the child may hold its output open after it has ended.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly TimeSpan stopTimeout;
    private readonly Task output;

    private ChildProcess(Process process, Action<string> onLine, TimeSpan stopTimeout)
    {
        this.process = process;
        this.stopTimeout = stopTimeout;
        output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
        Exited = ExitAsync();
    }

    /// <summary>Completes with the exit code when the process has ended and its lines are read.</summary>
    public Task<int> Exited { get; }

    /// <param name="start">What to run.</param>
    /// <param name="onLine">Takes each line of standard output and standard error.</param>
    /// <param name="stopTimeout">How long it may take to end when it is told to; then it is killed.</param>
    public static ChildProcess Start(ProcessStartInfo start, Action<string> onLine, TimeSpan stopTimeout)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new ChildProcess(Process.Start(start)!, onLine, stopTimeout);
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public void Kill() => process.Kill();

    /// <summary>Tells it to end, waits, and kills it with its children when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            Signals.Terminate(process.Id);
        if (await Task.WhenAny(Exited, Task.Delay(stopTimeout)) != Exited)
            process.Kill(entireProcessTree: true);
        await Exited;
        process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync();
        await Task.WhenAny(output, Task.Delay(LastWords));
        return process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}

/// <summary>Asks a process to end, which System.Diagnostics.Process can't do.</summary>
internal static class Signals
{
    private const int Sigterm = 15;

    /// <summary>Sends SIGTERM. Windows has no such thing: there a Ctrl+C has reached the process already.</summary>
    public static void Terminate(int processId)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(processId, Sigterm);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
