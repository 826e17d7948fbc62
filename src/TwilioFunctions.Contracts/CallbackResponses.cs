using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>The request of an incoming call, and the app's response.</summary>
/// <param name="ReceivedAt">When the request arrived.</param>
/// <param name="DecidedBy">The rule or handler that decided.</param>
/// <param name="Twiml">The TwiML of the response.</param>
/// <param name="Parameters">The parameters of the request.</param>
public sealed record IncomingRequestResponse(DateTimeOffset ReceivedAt, string DecidedBy, string Twiml, FormResponse Parameters);

/// <summary>A status callback. Times are in UTC, the duration in seconds.</summary>
/// <param name="Status">The call's state.</param>
/// <param name="SequenceNumber">Counts the callbacks of a leg from 0; null for the plain callback at the end of a call.</param>
/// <param name="Timestamp">When the call took this state.</param>
/// <param name="ReceivedAt">When the callback arrived.</param>
/// <param name="CallDuration">The call's duration.</param>
/// <param name="SipResponseCode">The SIP response code.</param>
/// <param name="ErrorCode">Twilio's error code.</param>
/// <param name="AnsweredBy">A person or a machine, if Twilio detected it.</param>
/// <param name="Parameters">Every parameter that Twilio sent.</param>
public sealed record StatusCallbackResponse(
    string? Status,
    int? SequenceNumber,
    DateTimeOffset? Timestamp,
    DateTimeOffset ReceivedAt,
    int? CallDuration,
    int? SipResponseCode,
    int? ErrorCode,
    string? AnsweredBy,
    FormResponse Parameters);

/// <summary>A recording, from its callbacks. Times are in UTC, the duration in seconds. Its audio is at <c>calls/{callSid}/recordings/{recordingSid}</c>.</summary>
/// <param name="RecordingSid"><c>RE…</c></param>
/// <param name="Status"><c>in-progress</c>, <c>completed</c>, <c>absent</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it is absent or failed, in words.</param>
/// <param name="ErrorCode">Twilio's error code.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="Duration">How long it is.</param>
/// <param name="Channels">The number of its channels.</param>
/// <param name="Source">Twilio's name of the feature that recorded it.</param>
/// <param name="Track">The recorded side.</param>
/// <param name="Callbacks">Its callbacks.</param>
public sealed record RecordingResponse(
    string RecordingSid,
    string? Status,
    string? Reason,
    int? ErrorCode,
    DateTimeOffset? StartTime,
    int? Duration,
    int? Channels,
    string? Source,
    string? Track,
    IReadOnlyList<RecordingCallbackResponse> Callbacks);

/// <summary>A recording status callback.</summary>
/// <param name="Status">The recording's status.</param>
/// <param name="ReceivedAt">When the callback arrived.</param>
/// <param name="Parameters">Every parameter that Twilio sent.</param>
public sealed record RecordingCallbackResponse(string? Status, DateTimeOffset ReceivedAt, FormResponse Parameters);

/// <summary>A callback of Proxy about an interaction. Times are in UTC.</summary>
/// <param name="InteractionSid"><c>KI…</c></param>
/// <param name="Type"><c>Voice</c>, <c>message</c> or <c>unknown</c>, in the case in which Twilio sent it.</param>
/// <param name="SessionSid">The session, <c>KC…</c>.</param>
/// <param name="ServiceSid">The Proxy Service, <c>KS…</c>.</param>
/// <param name="Inbound">The side that began the interaction.</param>
/// <param name="Outbound">The other side.</param>
/// <param name="DateCreated">When the interaction was created.</param>
/// <param name="DateUpdated">When it was last updated.</param>
/// <param name="BlockedReason">Why the app blocked it; null if it didn't.</param>
/// <param name="Data">The JSON of <c>interactionData</c>; null if that isn't JSON. The parameters have it as Twilio sent it.</param>
/// <param name="ReceivedAt">When the callback arrived.</param>
/// <param name="Parameters">Every parameter that Twilio sent.</param>
public sealed record ProxyInteractionResponse(
    string InteractionSid,
    string? Type,
    string? SessionSid,
    string? ServiceSid,
    ProxySideResponse Inbound,
    ProxySideResponse Outbound,
    DateTimeOffset? DateCreated,
    DateTimeOffset? DateUpdated,
    string? BlockedReason,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Data,
    DateTimeOffset ReceivedAt,
    FormResponse Parameters);

/// <summary>A side of a Proxy interaction.</summary>
/// <param name="ParticipantSid"><c>KP…</c></param>
/// <param name="ResourceSid">The call or the message.</param>
/// <param name="ResourceType"><c>call</c> or <c>message</c>.</param>
/// <param name="Status">The state of that call or message.</param>
public sealed record ProxySideResponse(string? ParticipantSid, string? ResourceSid, string? ResourceType, string? Status);
