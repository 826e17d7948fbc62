using System.Diagnostics;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>Signals to processes, and their life.</summary>
internal static class Signals
{
    /// <param name="signal">The signal's name, such as <c>TERM</c>.</param>
    /// <param name="processId">The process; negative for a process group.</param>
    public static async Task SendAsync(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{processId}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Whether a process runs; one that has ended and that nobody has waited for doesn't.</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
