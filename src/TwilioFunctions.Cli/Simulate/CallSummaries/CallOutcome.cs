namespace TwilioFunctions.Cli.Simulate.CallSummaries;

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
