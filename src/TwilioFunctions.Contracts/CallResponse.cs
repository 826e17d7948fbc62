using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>
/// The story of a call: its facts, its timeline, and by kind everything that Twilio sent. Times are in UTC, durations in seconds; each list
/// is in the order of time.
/// </summary>
/// <param name="CallSid"><c>CA…</c>; the SID of a conference or message for callbacks that belong to no call.</param>
/// <param name="AccountSid">The account, <c>AC…</c>.</param>
/// <param name="State">The state, spelled as in <c>CallStatus</c>; null if it is unknown.</param>
/// <param name="Direction">For instance <c>inbound</c> or <c>outbound-api</c>.</param>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="ParentCallSid">The call that this call is a leg of.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="EndTime">When it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Parties">Everybody who has a part in the call.</param>
/// <param name="Timeline">Everything that happened with the call.</param>
/// <param name="Summary">The summary with the highest stage; null before the first has come.</param>
/// <param name="Quality">The measurements of the summary, an entry for each edge and direction.</param>
/// <param name="Payload">The JSON of the summary as Twilio sent it.</param>
/// <param name="IncomingRequests">The requests of an incoming call, and the TwiML that the app responded with.</param>
/// <param name="Statuses">The status callbacks.</param>
/// <param name="Recordings">The recordings.</param>
/// <param name="Notifications">The attempts to notify the callee's devices.</param>
/// <param name="ProxyInteractions">The callbacks of Proxy.</param>
/// <param name="Events">The other events of Event Streams.</param>
public sealed record CallResponse(
    string CallSid,
    string? AccountSid,
    string? State,
    string? Direction,
    string? From,
    string? To,
    string? ParentCallSid,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    int? Duration,
    IReadOnlyList<CallPartyResponse> Parties,
    IReadOnlyList<CallStoryEntryResponse> Timeline,
    CallSummaryResponse? Summary,
    IReadOnlyList<EdgeQualityResponse> Quality,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Payload,
    IReadOnlyList<IncomingRequestResponse> IncomingRequests,
    IReadOnlyList<StatusCallbackResponse> Statuses,
    IReadOnlyList<RecordingResponse> Recordings,
    IReadOnlyList<DeliveryAttemptResponse> Notifications,
    IReadOnlyList<ProxyInteractionResponse> ProxyInteractions,
    IReadOnlyList<EventResponse> Events);

/// <summary>Somebody who has a part in a call.</summary>
/// <param name="Role"><c>caller</c>, <c>callee</c>, <c>forwarder</c>, <c>client</c> (with devices that were notified) or <c>participant</c> (of a Proxy session).</param>
/// <param name="Address">A number, <c>client:identity</c>, a SIP URI, or a participant's SID.</param>
public sealed record CallPartyResponse(string Role, string Address);

/// <summary>An entry of a call's timeline.</summary>
/// <param name="Time">When it happened; null if it is unknown.</param>
/// <param name="Kind"><c>incoming</c>, <c>notification</c>, <c>status</c>, <c>proxy</c>, <c>recording</c>, <c>event</c> or <c>summary</c>.</param>
/// <param name="Text">A description for people.</param>
/// <param name="Id">The id in the list of its kind: a SID, the id of a message or event, or the <c>SequenceNumber</c> of a status.</param>
public sealed record CallStoryEntryResponse(DateTimeOffset? Time, string Kind, string Text, string? Id);

/// <summary>The typed part of a call's summary. Times are in UTC, durations in seconds, the post-dial delay in milliseconds.</summary>
/// <param name="Stage"><c>partial</c>, <c>predicted-complete</c> or <c>complete</c>; Twilio may add others.</param>
/// <param name="AccountSid">The account, <c>AC…</c>.</param>
/// <param name="State">The call's state.</param>
/// <param name="Type">The call's type, for instance <c>carrier</c>.</param>
/// <param name="Direction">For instance <c>inbound</c> or <c>outbound-api</c>.</param>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="CreatedTime">When the call was created.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="EndTime">When it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ConnectDuration">How long it was connected.</param>
/// <param name="DisconnectedBy">The side that ended it.</param>
/// <param name="LastSipResponse">The last SIP response code.</param>
/// <param name="PostDialDelay">The time from dialling to ringing.</param>
/// <param name="AnsweredBy">A person or a machine, if Twilio detected it.</param>
/// <param name="Tags">The tags of Voice Insights.</param>
/// <param name="ProcessingState">The processing state that Twilio names.</param>
/// <param name="ProcessingVersion">The processing version that Twilio names.</param>
/// <param name="EventId">The event that brought the summary, <c>EZ…</c>.</param>
/// <param name="EventTime">The time of that event.</param>
public sealed record CallSummaryResponse(
    string Stage,
    string? AccountSid,
    string? State,
    string? Type,
    string? Direction,
    string? From,
    string? To,
    DateTimeOffset? CreatedTime,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    int? Duration,
    int? ConnectDuration,
    string? DisconnectedBy,
    int? LastSipResponse,
    int? PostDialDelay,
    string? AnsweredBy,
    IReadOnlyList<string> Tags,
    string? ProcessingState,
    int? ProcessingVersion,
    string EventId,
    DateTimeOffset? EventTime);

/// <summary>The measurements of Voice Insights at an edge of Twilio's network, in a direction. Times are in milliseconds.</summary>
/// <param name="Edge"><c>carrier</c>, <c>client</c>, <c>sdk</c> or <c>sip</c>.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="CodecName">For instance <c>pcmu</c>.</param>
/// <param name="PacketsLost">The number of lost packets.</param>
/// <param name="PacketLossPercentage">The lost packets in per cent.</param>
/// <param name="JitterAvg">The mean jitter.</param>
/// <param name="JitterMax">The highest jitter.</param>
/// <param name="LatencyAvg">The mean latency.</param>
/// <param name="LatencyMax">The highest latency.</param>
/// <param name="Mos">The mean opinion score, 1 to 5; calls of the Voice SDK only.</param>
public sealed record EdgeQualityResponse(
    string Edge,
    string Direction,
    string? CodecName,
    double? PacketsLost,
    double? PacketLossPercentage,
    double? JitterAvg,
    double? JitterMax,
    double? LatencyAvg,
    double? LatencyMax,
    double? Mos);
