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

    /// <summary>Returns the ids of the processes that a process has started and that haven't ended.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId) => [.. Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
        .Where(id => id > 0 && IsRunning(id) && ParentOf(id) == processId)];

    /// <summary>Whether a process runs; one that has ended and that nobody has waited for doesn't.</summary>
    public static bool IsRunning(int processId) => Stat(processId) is [not ("Z" or "X"), ..];

    private static int? ParentOf(int processId) => Stat(processId) is [_, var parent, ..] ? int.Parse(parent) : null;

    // State, parent and more: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static string[] Stat(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
