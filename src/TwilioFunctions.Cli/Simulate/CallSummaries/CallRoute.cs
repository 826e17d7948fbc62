namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>How a call comes about: <c>call_type</c>, <c>direction</c> and who is on either side.</summary>
/// <param name="Weight">How often it is met among others.</param>
internal sealed record CallRoute(string Type, string Direction, PartyKind From, PartyKind To, int Weight)
{
    public static IReadOnlyList<CallRoute> All { get; } =
    [
        new("carrier", "inbound", PartyKind.Phone, PartyKind.TwilioNumber, 30),
        new("carrier", "outbound_api", PartyKind.TwilioNumber, PartyKind.Phone, 20),
        new("carrier", "outbound_dial", PartyKind.TwilioNumber, PartyKind.Phone, 10),
        new("client", "inbound", PartyKind.Client, PartyKind.TwilioNumber, 10),
        new("client", "outbound_dial", PartyKind.TwilioNumber, PartyKind.Client, 12),
        new("sip", "inbound", PartyKind.Sip, PartyKind.TwilioNumber, 4),
        new("sip", "outbound_dial", PartyKind.TwilioNumber, PartyKind.Sip, 4),
        new("trunking", "trunking_originating", PartyKind.Phone, PartyKind.Sip, 5),
        new("trunking", "trunking_terminating", PartyKind.Sip, PartyKind.Phone, 5),
    ];

    public bool HasParent => Direction == "outbound_dial";

    // Which edges exist depends on the type: https://www.twilio.com/docs/voice/voice-insights/api/call/details-call-summary
    public bool HasCarrierEdge => Type is "carrier" or "trunking";

    public bool HasSipEdge => Type is "sip" or "trunking";

    public bool HasSdkEdge => Type is "client";
}

/// <summary>How a call ends: <c>call_state</c>, the last SIP response and the Q.850 cause that go with it.</summary>
/// <param name="Weight">How often it is met among others.</param>
internal sealed record CallOutcome(string State, int SipResponse, int Q850Cause, int Weight)
{
    public static IReadOnlyList<CallOutcome> All { get; } =
    [
        new("completed", 200, 16, 72),
        new("noanswer", 487, 19, 10),
        new("busy", 486, 17, 8),
        new("canceled", 487, 16, 6),
        new("fail", 404, 1, 2),
        new("fail", 503, 38, 2),
    ];

    public bool IsAnswered => State == "completed";
}

/// <summary>The kind of a party of a call.</summary>
internal enum PartyKind
{
    Phone,
    TwilioNumber,
    Client,
    Sip,
}
