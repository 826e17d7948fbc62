using System.Diagnostics;

namespace TwilioFunctions.Azurite;

/// <summary>What Azurite says of itself: the first lines, and whether it listens.</summary>
internal sealed class AzuriteOutput
{
    private const int LinesKept = 50;

    private readonly List<string> lines = [];
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteOutput()
    {
    }

    /// <summary>Completes when the last of the three services listens. A port that accepts connections may be another program's.</summary>
    public Task Listening => listening.Task;

    public bool SaysPortInUse => ToString().Contains("EADDRINUSE", StringComparison.Ordinal);

    public static AzuriteOutput Read(Process process)
    {
        var output = new AzuriteOutput();
        process.OutputDataReceived += (_, line) => output.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => output.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return output;
    }

    public override string ToString()
    {
        lock (lines)
            return string.Join(' ', lines).Trim();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith("Azurite Table service is successfully listening", StringComparison.Ordinal))
            listening.TrySetResult();
        lock (lines)
        {
            if (lines.Count < LinesKept)
                lines.Add(line);
        }
    }
}
