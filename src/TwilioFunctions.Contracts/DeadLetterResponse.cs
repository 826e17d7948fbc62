namespace TwilioFunctions.Contracts;

/// <summary>A page of dead letters, queue by queue, latest first.</summary>
/// <param name="DeadLetters">The dead letters.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
public sealed record DeadLetterListResponse(IReadOnlyList<DeadLetterEntry> DeadLetters, string? ContinuationToken);

/// <summary>A dead letter with its body.</summary>
/// <param name="DeadLetter">The entry of the list.</param>
/// <param name="Body">The message as it was on the queue; base64 if a table can't store it.</param>
public sealed record DeadLetterResponse(DeadLetterEntry DeadLetter, string Body);

/// <summary>A message that failed five times. Times are in UTC.</summary>
/// <param name="Id">The id within the API.</param>
/// <param name="Queue">The queue that the message was read from.</param>
/// <param name="Time">When the last try failed.</param>
/// <param name="Tries">The number of tries.</param>
/// <param name="Error">The exception of the last try; null if none was recorded.</param>
/// <param name="MessageId">The id of the envelope.</param>
/// <param name="Type">The type of the envelope.</param>
/// <param name="AccountSid">The account, <c>AC…</c>.</param>
/// <param name="CallSid">The call, <c>CA…</c>.</param>
/// <param name="ReplayedAt">When it was last replayed; null if it wasn't.</param>
public sealed record DeadLetterEntry(
    string Id,
    string Queue,
    DateTimeOffset Time,
    int Tries,
    string? Error,
    string? MessageId,
    string? Type,
    string? AccountSid,
    string? CallSid,
    DateTimeOffset? ReplayedAt);
