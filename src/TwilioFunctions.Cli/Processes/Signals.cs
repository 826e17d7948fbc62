using System.Runtime.InteropServices;

namespace TwilioFunctions.Cli.Processes;

/// <summary>What System.Diagnostics.Process cannot say to a process: please end.</summary>
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
