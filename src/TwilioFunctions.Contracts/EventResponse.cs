using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>A page of events, latest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
public sealed record EventListResponse(IReadOnlyList<EventResponse> Events, string? ContinuationToken);

/// <summary>An event of Event Streams.</summary>
/// <param name="Id">The event's id, <c>EZ…</c>.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Time">When it happened, in UTC; null if the event doesn't say it.</param>
/// <param name="Event">The JSON of the event as Twilio sent it.</param>
public sealed record EventResponse(string Id, string Type, DateTimeOffset? Time, [property: JsonConverter(typeof(RawJsonConverter))] string Event);

/// <summary>The response to a webhook of Event Streams: all events are durable.</summary>
/// <param name="Accepted">The number of events.</param>
public sealed record EventReceiptResponse(int Accepted);
