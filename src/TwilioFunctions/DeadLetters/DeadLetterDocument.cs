using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.DeadLetters;

/// <summary>A dead letter with its body.</summary>
internal sealed record DeadLetterDocument(DeadLetterEntry DeadLetter, string Body)
{
    public static DeadLetterDocument Of(DeadLetter deadLetter)
    {
        ArgumentNullException.ThrowIfNull(deadLetter);
        return new DeadLetterDocument(DeadLetterEntry.Of(deadLetter), deadLetter.Body);
    }
}

/// <summary>A page of dead letters, queue by queue, latest first.</summary>
internal sealed record DeadLetterListDocument(IReadOnlyList<DeadLetterEntry> DeadLetters, string? ContinuationToken)
{
    public static DeadLetterListDocument Of(ResultPage<DeadLetter> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new DeadLetterListDocument([.. page.Items.Select(DeadLetterEntry.Of)], page.ContinuationToken);
    }
}

/// <summary>A dead letter in a list; times in UTC.</summary>
internal sealed record DeadLetterEntry(string Id, string Queue, DateTimeOffset Time, int Tries, string? Error)
{
    public string? MessageId { get; init; }
    public string? Type { get; init; }
    public string? AccountSid { get; init; }
    public string? CallSid { get; init; }
    public DateTimeOffset? ReplayedAt { get; init; }

    public static DeadLetterEntry Of(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return new DeadLetterEntry(letter.Id, letter.Queue, letter.Time, letter.Tries, letter.Error)
        {
            MessageId = letter.MessageId,
            Type = letter.Type,
            AccountSid = letter.AccountSid,
            CallSid = letter.CallSid,
            ReplayedAt = letter.ReplayedAt,
        };
    }
}
