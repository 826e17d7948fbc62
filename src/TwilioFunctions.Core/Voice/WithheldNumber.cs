namespace TwilioFunctions.Core.Voice;

/// <summary>
/// The words that stand for a withheld number, as Twilio spells them on the keypad of a phone: <c>+266696687</c> is ANONYMOUS.
/// Source: https://help.twilio.com/articles/223179988 and public reports for the first; the others follow from the same spelling.
/// </summary>
internal static class WithheldNumber
{
    /// <summary>Returns the word in lower case; null for any other number.</summary>
    /// <param name="from">The caller, as Twilio names it.</param>
    public static string? WordOf(string? from) => from switch
    {
        "+266696687" => "anonymous",
        "+7378742833" => "restricted",
        "+2562533" => "blocked",
        "+86282452253" => "unavailable",
        _ => null,
    };
}
