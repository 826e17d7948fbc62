using TwilioFunctions.Contracts;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.DeadLetters;

/// <summary>Maps dead letters to responses.</summary>
internal static class DeadLetterMapping
{
    public static DeadLetterListResponse ToResponse(this ResultPage<DeadLetter> page) => new([.. page.Items.Select(ToEntry)], page.ContinuationToken);

    public static DeadLetterResponse ToResponse(this DeadLetter letter) => new(ToEntry(letter), letter.Body);

    private static DeadLetterEntry ToEntry(DeadLetter letter) => new(
        letter.Id,
        letter.Queue,
        letter.Time,
        letter.Tries,
        letter.Error,
        letter.MessageId,
        letter.Type,
        letter.AccountSid,
        letter.CallSid,
        letter.ReplayedAt);
}
