using System.Globalization;
using System.Text;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>A verified callback whose parameters came as a form or in a query.</summary>
/// <param name="Type">One of <see cref="EnvelopeKinds"/>.</param>
/// <param name="Form">The parameters as they were sent, encoded.</param>
/// <param name="Parameters">The same, decoded.</param>
internal sealed record ReceivedWebhook(string Type, ReadOnlyMemory<byte> Form, FormParameters Parameters)
{
    /// <summary>The account whose key signed it; a callback that names no account belongs to it.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The header <c>I-Twilio-Idempotency-Token</c>; null where there is none.</summary>
    public string? IdempotencyToken { get; init; }

    /// <summary>The W3C trace context of the webhook.</summary>
    public string? TraceParent { get; init; }
}

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

    /// <summary>Twilio's error code. <c>ErrorCode=0</c> isn't an error.</summary>
    public static int? ErrorCode(this FormParameters form) => form.Integer("ErrorCode") is > 0 and var code ? code : null;

    /// <summary>A time that a table can hold (from the year 1601 on), in UTC.</summary>
    public static DateTimeOffset? Time(this FormParameters form, string name) =>
        DateTimeOffset.TryParseExact(form[name], TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year > 1600
            ? time.ToUniversalTime()
            : null;
}

/// <summary>The parameters of a webhook as text that a message can carry.</summary>
internal static class FormText
{
    /// <summary>
    /// The form as it was sent. Bytes that are no ASCII, which an encoded form has no use for, become percent escapes: they mean the
    /// same, and text could not hold all of them.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> form)
    {
        if (Ascii.IsValid(form))
            return Encoding.ASCII.GetString(form);
        var text = new StringBuilder(form.Length + 16);
        foreach (var unit in form)
        {
            if (unit < 0x80)
                text.Append((char)unit);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }
        return text.ToString();
    }
}
