using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;

namespace TwilioFunctions.Cli.Processes;

/// <summary>Tells who listens on this machine.</summary>
internal static class LocalPorts
{
    public static bool IsInUse(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>Returns the process that listens on a port, such as <c>node (process 123)</c>; null where the system doesn't say.</summary>
    public static async Task<string?> ListenerAsync(int port, CancellationToken cancellationToken)
    {
        var id = OperatingSystem.IsLinux() ? FromProc(port) : await FromToolAsync(port, cancellationToken);
        if (id is not { } process)
            return null;
        try
        {
            using var listener = Process.GetProcessById(process);
            return $"{listener.ProcessName} (process {process})";
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    /// <summary>Finds the socket in /proc/net, then the process that has it open; of other users' processes only the numbers can be read.</summary>
    private static int? FromProc(int port)
    {
        const string Listening = "0A";
        var inodes = (from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
                      where File.Exists(table)
                      from line in File.ReadLines(table).Skip(1)
                      let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                      where fields[3] == Listening && fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal)
                      select $"socket:[{fields[9]}]").ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && Holds(folder, inodes))
                return process;
        }

        return null;
    }

    private static bool Holds(string processFolder, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processFolder, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Asks lsof on macOS and netstat on Windows, which come with the system.</summary>
    private static async Task<int?> FromToolAsync(int port, CancellationToken cancellationToken)
    {
        var found = OperatingSystem.IsWindows()
            ? await Tool.RunAsync("netstat", Environment.CurrentDirectory, ["-ano", "-p", "tcp"], cancellationToken)
            : await Tool.RunAsync("lsof", Environment.CurrentDirectory, ["-nP", $"-iTCP:{port}", "-sTCP:LISTEN", "-t"], cancellationToken);
        var process = OperatingSystem.IsWindows()
            ? found?.Lines.FirstOrDefault(line => line.Contains($":{port} ", StringComparison.Ordinal) && line.Contains("LISTENING", StringComparison.Ordinal))?.Split(' ')[^1]
            : found?.Lines.FirstOrDefault();
        return int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
