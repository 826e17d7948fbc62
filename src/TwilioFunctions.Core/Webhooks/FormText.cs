using System.Globalization;
using System.Text;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>The parameters of a webhook as text that a message can carry.</summary>
public static class FormText
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
