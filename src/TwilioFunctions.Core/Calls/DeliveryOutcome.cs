namespace TwilioFunctions.Core.Calls;

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

/// <summary>The outcomes of attempts, as they are named in rows and in the API.</summary>
internal static class DeliveryOutcomes
{
    private static readonly Dictionary<string, DeliveryOutcome> ByName = Enum.GetValues<DeliveryOutcome>().ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>The outcome's name.</summary>
    public static string Name(this DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "delivered",
        DeliveryOutcome.Gone => "gone",
        DeliveryOutcome.Retry => "retry",
        DeliveryOutcome.Rejected => "rejected",
        _ => "expired",
    };

    /// <summary>The outcome of a name; null for a name that no outcome has.</summary>
    public static DeliveryOutcome? Parse(string? name) => name is not null && ByName.TryGetValue(name, out var outcome) ? outcome : null;
}
