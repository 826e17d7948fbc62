namespace TwilioFunctions.Core.Webhooks;

/// <summary>What becomes of a callback; it decides what Twilio is answered.</summary>
public enum WebhookOutcome
{
    /// <summary>It is durable.</summary>
    Queued,

    /// <summary>It lacks what it is kept by, or names it with what is no name. It will never be better.</summary>
    Malformed,

    /// <summary>Storage did not take it in time, or it is too large to keep: our own fault.</summary>
    Unavailable,
}

/// <summary>What became of a callback.</summary>
/// <param name="Outcome">What to answer.</param>
/// <param name="Problem">What is wrong with a malformed one; null for the others.</param>
public sealed record WebhookReceipt(WebhookOutcome Outcome, WebhookProblem? Problem = null);

/// <summary>What is wrong with a callback.</summary>
/// <param name="Field">The parameter, for instance <c>CallSid</c>.</param>
/// <param name="Detail">A sentence.</param>
public sealed record WebhookProblem(string Field, string Detail);
