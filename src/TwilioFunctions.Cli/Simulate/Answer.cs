using System.Net;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>What a webhook was answered.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Outcome">The status as people read it, or why there was none.</param>
/// <param name="Latency">From sending to the end of the answer.</param>
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
