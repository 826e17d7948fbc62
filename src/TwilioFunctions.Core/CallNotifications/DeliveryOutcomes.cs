namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The outcomes of attempts, as they are named in rows and in the API.</summary>
public static class DeliveryOutcomes
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
