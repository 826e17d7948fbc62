using System.Globalization;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>Reads parameters that Twilio sent: what is missing, empty or of another kind is null, never an exception.</summary>
internal static class FormReading
{
    private static readonly string[] TimeFormats =
    [
        // RFC 2822 in both spellings of Twilio's: +0000 and GMT.
        "ddd, d MMM yyyy HH:mm:ss zzz",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A value that is not empty; the first one of a name that is repeated.</summary>
    public static string? Text(this FormParameters form, string name) => form[name] is { Length: > 0 } value ? value : null;

    /// <summary>A whole number that is not negative.</summary>
    public static int? Integer(this FormParameters form, string name) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Twilio's error code. <c>ErrorCode=0</c> is no error.</summary>
    public static int? ErrorCode(this FormParameters form) => form.Integer("ErrorCode") is > 0 and var code ? code : null;

    /// <summary>A time that a table can hold (from the year 1601 on), in UTC.</summary>
    public static DateTimeOffset? Time(this FormParameters form, string name) =>
        DateTimeOffset.TryParseExact(form[name], TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year > 1600
            ? time.ToUniversalTime()
            : null;
}
