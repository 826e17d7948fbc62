using Spectre.Console;

namespace TwilioFunctions.Cli.Up;

/// <summary>What the app offers, as `up` lists it. A new endpoint is one more line here.</summary>
internal sealed record Endpoint(string Purpose, string Method, string Path);

internal static class Endpoints
{
    public const string Health = "api/health";

    public const string TwilioEvents = "api/twilio/events";

    public const string CallNotifications = "api/twilio/call-notifications";

    public const string IncomingCalls = "api/twilio/voice/incoming";

    public const string CallStatus = "api/twilio/voice/status";

    public const string RecordingStatus = "api/twilio/voice/recording-status";

    public const string ProxyCallback = "api/twilio/proxy/callback";

    public const string ProxyIntercept = "api/twilio/proxy/intercept";

    public const string ProxyOutOfSession = "api/twilio/proxy/out-of-session";

    public const string Calls = "api/calls";

    public const string Events = "api/events";

    /// <summary>What Twilio is told to call.</summary>
    public static IReadOnlyList<Endpoint> Twilio { get; } =
    [
        new("Event Streams sink (webhook destination)", "POST", TwilioEvents),
        new("Voice Client Configuration (call notification)", "POST", CallNotifications),
        new("Voice URL of a number or TwiML App", "GET, POST", IncomingCalls),
        new("StatusCallback of a number or call", "GET, POST", CallStatus),
        new("RecordingStatusCallback", "GET, POST", RecordingStatus),
        new("Proxy Service, CallbackUrl", "POST", ProxyCallback),
        new("Proxy Service, InterceptCallbackUrl", "POST", ProxyIntercept),
        new("Proxy Service, OutOfSessionCallbackUrl", "POST", ProxyOutOfSession),
    ];

    /// <summary>What people call.</summary>
    public static IReadOnlyList<Endpoint> Api { get; } =
    [
        new("The calls of a day", "GET", $"{Calls}?accountSid=&date="),
        new("All that is known of a call", "GET", $"{Calls}/{{callSid}}"),
        new("The audio of a recording", "GET", $"{Calls}/{{callSid}}/recordings/{{recordingSid}}"),
        new("The events of a day that belong to no call", "GET", $"{Events}?accountSid=&date="),
        new("The bindings of an identity", "GET", "api/accounts/{accountSid}/identities/{identity}/bindings"),
        new("A device registers itself (Bearer: `token --identity …`)", "PUT", "api/me/bindings/{bindingId}"),
        new("What failed", "GET", "api/dead-letters"),
        new("Whether all is well", "GET", Health),
    ];
}

/// <summary>The URLs to give to Twilio, and those of the API.</summary>
internal static class EndpointTable
{
    public static void Write(IAnsiConsole console, Uri local, string? publicBase)
    {
        var table = new Table().AddColumn("For").AddColumn("Method").AddColumn(new TableColumn("URL").NoWrap());
        foreach (var endpoint in Endpoints.Twilio)
            table.AddRow(Markup.Escape(endpoint.Purpose), endpoint.Method, Markup.Escape($"{publicBase ?? local.OriginalString}/{endpoint.Path}"));
        table.AddEmptyRow();
        foreach (var endpoint in Endpoints.Api)
            table.AddRow(Markup.Escape(endpoint.Purpose), endpoint.Method, Markup.Escape($"{local.OriginalString}/{endpoint.Path}"));
        console.Write(table);

        if (publicBase is null)
        {
            console.WriteLine(
                $"Twilio reaches this machine through a tunnel to port {local.Port}: " +
                "put the tunnel's https address into Twilio__PublicBaseUrl in local.settings.json.");
        }
    }
}
