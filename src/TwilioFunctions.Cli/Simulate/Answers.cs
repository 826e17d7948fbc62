using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>All answers of a simulation.</summary>
internal sealed class Answers(IReadOnlyCollection<Answer> answers)
{
    private readonly TimeSpan[] latencies = [.. answers.Select(answer => answer.Latency).Order()];

    /// <summary>Why not one webhook was answered; null when any was.</summary>
    public string? FailureWithoutAnswer => answers.All(answer => answer.Status is null) ? answers.FirstOrDefault()?.Outcome : null;

    public bool AreAllSuccesses => answers.All(answer => answer.IsSuccess);

    /// <summary>How often each outcome was met: by webhook where there are several kinds, then the most frequent first.</summary>
    public IEnumerable<(string? Webhook, string Outcome, bool IsSuccess, int Count)> Outcomes =>
        answers
            .GroupBy(answer => (answer.Webhook, answer.Outcome, answer.IsSuccess))
            .Select(group => (group.Key.Webhook, group.Key.Outcome, group.Key.IsSuccess, Count: group.Count()))
            .OrderBy(outcome => outcome.Webhook, StringComparer.OrdinalIgnoreCase)
            .ThenByDescending(outcome => outcome.Count);

    /// <summary>The latency that a part of the answers (0 to 1) did not exceed, by the nearest rank.</summary>
    public TimeSpan Percentile(double part) =>
        latencies.Length == 0 ? TimeSpan.Zero : latencies[Math.Max(0, (int)Math.Ceiling(part * latencies.Length) - 1)];

    /// <summary>Shows them, and returns the exit code: 0 when all were successes.</summary>
    /// <exception cref="CommandFailedException">Nothing answered.</exception>
    public int Conclude(Terminal terminal, string url)
    {
        AnswersTable.Write(terminal.Out, this);
        if (FailureWithoutAnswer is { } failure)
            throw new CommandFailedException($"Nothing answers at {MaskedUrl.Of(url)} ({failure}): start the app with `up`, or name another --url.");
        return AreAllSuccesses ? 0 : 1;
    }
}
