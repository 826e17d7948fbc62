using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>A call that never was: everything that its summaries tell bit by bit.</summary>
internal sealed record SimulatedCall
{
    public required string CallSid { get; init; }

    public required string AccountSid { get; init; }

    /// <summary>Empty where there is none, as Twilio sends it.</summary>
    public required string ParentCallSid { get; init; }

    public required CallRoute Route { get; init; }

    public required CallOutcome Outcome { get; init; }

    public required PartyPayload From { get; init; }

    public required PartyPayload To { get; init; }

    public required DateTime Start { get; init; }

    public required int RingSeconds { get; init; }

    public required int TalkSeconds { get; init; }

    /// <summary>In milliseconds.</summary>
    public required int PostDialDelay { get; init; }

    public required bool IsSilent { get; init; }

    public required string DisconnectedBy { get; init; }

    public EdgePayload? CarrierEdge { get; init; }

    public EdgePayload? ClientEdge { get; init; }

    public EdgePayload? SdkEdge { get; init; }

    public EdgePayload? SipEdge { get; init; }

    /// <summary>When somebody answered, or nobody had.</summary>
    public DateTime Answer => Start.AddSeconds(RingSeconds);

    /// <summary>How it ended, as <c>CallStatus</c> spells it; summaries spell it otherwise.</summary>
    public string FinalStatus => Outcome.State switch { "noanswer" => "no-answer", "fail" => "failed", var state => state };

    public DateTime End => Start.AddSeconds(RingSeconds + TalkSeconds);

    public IEnumerable<EdgePayload> Edges => new[] { CarrierEdge, ClientEdge, SdkEdge, SipEdge }.OfType<EdgePayload>();
}

/// <summary>An Event Streams webhook that is yet to be sent.</summary>
/// <param name="Id"><c>EZ…</c></param>
/// <param name="CallSid">The call that it tells of.</param>
/// <param name="Stage">How final its summary is.</param>
/// <param name="Time">When Twilio would have made it.</param>
/// <param name="Body">A JSON array with this one event.</param>
internal sealed record SimulatedEvent(string Id, string CallSid, CallSummaryStage Stage, DateTimeOffset Time, byte[] Body);
