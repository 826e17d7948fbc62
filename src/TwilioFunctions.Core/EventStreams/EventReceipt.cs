namespace TwilioFunctions.Core.EventStreams;

/// <summary>What became of an Event Streams webhook; it decides what Twilio does next.</summary>
public enum EventOutcome
{
    /// <summary>Every event is durable on a queue.</summary>
    Accepted,

    /// <summary>The body or some of its events are malformed. The good events are durable; the others will never be better.</summary>
    Malformed,

    /// <summary>Storage did not take everything in time, or an event is too large to keep: Twilio shall send it again.</summary>
    Unavailable,
}

/// <summary>What became of an Event Streams webhook.</summary>
/// <param name="Outcome">What to answer.</param>
/// <param name="Accepted">How many events are durable.</param>
/// <param name="Malformed">How many were malformed.</param>
/// <param name="Problems">What was wrong with the first of them, and where.</param>
public sealed record EventReceipt(EventOutcome Outcome, int Accepted, int Malformed, IReadOnlyList<EventProblem> Problems);
