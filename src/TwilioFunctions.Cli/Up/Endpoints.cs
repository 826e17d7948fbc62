namespace TwilioFunctions.Cli.Up;

/// <summary>What the app offers, as `up` lists it. A new endpoint is one more line here.</summary>
internal sealed record Endpoint(string Purpose, string Method, string Path);

internal static class Endpoints
{
    public const string Health = "api/health";

    public const string TwilioEvents = "api/twilio/events";

    public const string CallNotifications = "api/twilio/call-notifications";

    public const string Calls = "api/calls";

    /// <summary>What Twilio is told to call.</summary>
    public static IReadOnlyList<Endpoint> Twilio { get; } =
    [
        new("Event Streams sink (webhook destination)", "POST", TwilioEvents),
        new("Voice Client Configuration (call notification)", "POST", CallNotifications),
    ];

    /// <summary>What people call.</summary>
    public static IReadOnlyList<Endpoint> Api { get; } =
    [
        new("The calls of a day", "GET", $"{Calls}?accountSid=&date="),
        new("All that is known of a call", "GET", $"{Calls}/{{callSid}}"),
        new("The events of a day that belong to no call", "GET", "api/events?accountSid=&date="),
        new("The bindings of an identity", "GET", "api/accounts/{accountSid}/identities/{identity}/bindings"),
        new("A device registers itself (Bearer: `token --identity …`)", "PUT", "api/me/bindings/{bindingId}"),
        new("What failed", "GET", "api/dead-letters"),
        new("Whether all is well", "GET", Health),
    ];
}
