namespace TwilioFunctions.Core.CallNotifications;

/// <summary>What became of a call notification webhook; it decides what Twilio tells the caller and the account's owner.</summary>
public enum CallNotificationOutcome
{
    /// <summary>It is durable on the queue, and the callee has a device.</summary>
    Queued,

    /// <summary>Nothing is bound to the callee's identity: https://www.twilio.com/docs/api/errors/13807.</summary>
    NoBinding,

    /// <summary>The body is no call notification.</summary>
    Malformed,

    /// <summary>Storage could not be asked in time, or the body is too large to keep.</summary>
    Unavailable,
}
