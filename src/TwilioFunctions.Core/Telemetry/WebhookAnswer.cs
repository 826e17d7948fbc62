namespace TwilioFunctions.Core.Telemetry;

/// <summary>What became of a webhook, as it is counted.</summary>
public enum WebhookAnswer
{
    /// <summary>It is durable, or answered as the rules say.</summary>
    Accepted,

    /// <summary>It is not proven to be Twilio's.</summary>
    Refused,

    /// <summary>It will never be better.</summary>
    Malformed,

    /// <summary>A call notification for an identity that nothing is bound to.</summary>
    NoBinding,

    /// <summary>A Proxy interaction that may not go on.</summary>
    Blocked,

    /// <summary>A fault of ours that somebody who waits must not notice: the fallback was answered.</summary>
    Fallback,

    /// <summary>A fault of ours: Twilio was asked to try again.</summary>
    Unavailable,

    /// <summary>A fault that nothing here knows: the host answered 500.</summary>
    Failed,
}

/// <summary>The answers' names.</summary>
public static class WebhookAnswers
{
    /// <summary>The name of an outcome in metrics and spans.</summary>
    public static string Name(this WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Accepted => "accepted",
        WebhookAnswer.Refused => "refused",
        WebhookAnswer.Malformed => "malformed",
        WebhookAnswer.NoBinding => "no_binding",
        WebhookAnswer.Blocked => "blocked",
        WebhookAnswer.Fallback => "fallback",
        WebhookAnswer.Unavailable => "unavailable",
        _ => "failed",
    };
}
