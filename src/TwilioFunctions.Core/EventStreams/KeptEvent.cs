namespace TwilioFunctions.Core.EventStreams;

/// <summary>An event that was kept whole.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Time">When it happened; when it arrived, where it does not say.</param>
/// <param name="Json">The event as Twilio sent it.</param>
public sealed record KeptEvent(string Id, string Type, DateTimeOffset? Time, string Json)
{
    /// <summary>The account that it belongs to.</summary>
    public string? AccountSid { get; init; }
}
