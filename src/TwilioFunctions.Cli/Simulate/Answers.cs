using System.Globalization;
using System.Net;
using Spectre.Console;
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

/// <summary>The response to a webhook.</summary>
/// <param name="Status">The status; null if there was no response.</param>
/// <param name="Outcome">The status as people read it, or why there was none.</param>
/// <param name="Latency">The time from sending to the end of the response.</param>
internal sealed record Answer(HttpStatusCode? Status, string Outcome, TimeSpan Latency)
{
    /// <summary>Whether Twilio would take the webhook as delivered.</summary>
    public bool IsSuccess { get; private init; } = (int?)Status is >= 200 and < 300;

    /// <summary>Whether a function of the app says why (RFC 9457); the host itself, and whatever else may answer, does not.</summary>
    public bool IsProblem { get; init; }

    /// <summary>What was answered; null where all webhooks are of one kind.</summary>
    public string? Webhook { get; init; }

    public static Answer Of(HttpStatusCode status, TimeSpan latency) => new(status, $"{(int)status} {status}", latency);

    /// <summary>As good as success, and why.</summary>
    public Answer AsSuccess(string meaning) => this with { Outcome = $"{Outcome}: {meaning}", IsSuccess = true };

    public static Answer None(string reason, TimeSpan latency) => new(null, reason, latency);
}

/// <summary>Writes the closing tables: the responses and their latencies.</summary>
internal static class AnswersTable
{
    public static void Write(IAnsiConsole console, Answers answers)
    {
        var namesWebhooks = answers.Outcomes.Any(outcome => outcome.Webhook is not null);
        var outcomes = new Table();
        if (namesWebhooks)
            outcomes.AddColumn("Webhook");
        outcomes.AddColumn("Answer").AddColumn(new TableColumn("Count").RightAligned());
        foreach (var (webhook, outcome, isSuccess, count) in answers.Outcomes)
        {
            Text[] cells =
            [
                new(webhook ?? ""),
                new(outcome, new Style(isSuccess ? Color.Green : Color.Red)),
                new(count.ToString(CultureInfo.InvariantCulture)),
            ];
            outcomes.AddRow(namesWebhooks ? cells : cells[1..]);
        }

        console.Write(outcomes);

        var latencies = new Table();
        string[] columns = ["p50", "p90", "p99", "max"];
        foreach (var column in columns)
            latencies.AddColumn(new TableColumn(column).RightAligned());
        latencies.AddRow(
            Milliseconds(answers.Percentile(0.5)),
            Milliseconds(answers.Percentile(0.9)),
            Milliseconds(answers.Percentile(0.99)),
            Milliseconds(answers.Percentile(1)));
        console.Write(latencies);
    }

    private static string Milliseconds(TimeSpan latency) => latency.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);
}
