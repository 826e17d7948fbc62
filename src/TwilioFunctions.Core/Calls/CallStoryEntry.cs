namespace TwilioFunctions.Core.Calls;

/// <summary>Something that happened with a call.</summary>
/// <param name="Time">When, as well as is known; null where nothing says it.</param>
/// <param name="Kind">One of <see cref="CallStoryKinds"/>.</param>
/// <param name="Text">What, in words, for people.</param>
/// <param name="Id">What it is found by in the record: a recording's or interaction's SID, a message's or event's id; a status's <c>SequenceNumber</c>.</param>
public sealed record CallStoryEntry(DateTimeOffset? Time, string Kind, string Text, string? Id);
