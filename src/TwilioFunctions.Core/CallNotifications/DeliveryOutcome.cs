namespace TwilioFunctions.Core.CallNotifications;

/// <summary>What follows from an attempt.</summary>
public enum DeliveryOutcome
{
    /// <summary>The service has taken the notification.</summary>
    Delivered,

    /// <summary>The address is invalid for good: the binding is deleted unless it was renewed since.</summary>
    Gone,

    /// <summary>A passing failure: the attempt is repeated while the phone rings.</summary>
    Retry,

    /// <summary>A wrong setting or binding: it is kept, and not tried again.</summary>
    Rejected,

    /// <summary>The phone had stopped ringing before the notification could be delivered.</summary>
    Expired,
}
