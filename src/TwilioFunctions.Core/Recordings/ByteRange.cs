using System.Globalization;
using System.Net.Http.Headers;

namespace TwilioFunctions.Core.Recordings;

/// <summary>One range of a <c>Range</c> header: https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2.</summary>
/// <param name="From">The first byte; null for the last <paramref name="To"/> bytes.</param>
/// <param name="To">The last byte, included; null for up to the end.</param>
public readonly record struct ByteRange(long? From, long? To)
{
    private const string Unit = "bytes=";

    /// <summary>The beginning, as much as is served at once.</summary>
    internal static ByteRange Beginning { get; } = new ByteRange(0, null).Capped(RecordingMedia.MaxBytes);

    /// <summary>Reads the header. Null for one that is answered as though it were not there: none, several ranges, another unit, no range.</summary>
    public static ByteRange? Parse(string? header)
    {
        if (header?.Trim() is not { } text || !text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            return null;
        var range = text.AsSpan(Unit.Length).Trim(" \t");
        var dash = range.IndexOf('-');
        if (dash < 0 || !TryRead(range[..dash], out var from) || !TryRead(range[(dash + 1)..], out var to))
            return null;
        return (from, to) switch
        {
            (null, null or 0) => null,
            ({ } first, { } last) when first > last => null,
            _ => new ByteRange(from, to),
        };
    }

    /// <summary>The same range with at most so many bytes: its beginning, or of the last bytes the last ones.</summary>
    internal ByteRange Capped(int maxBytes) => From is not { } from
        ? this with { To = Math.Min(To ?? 0, maxBytes) }
        : this with { To = Math.Min(To ?? long.MaxValue, from > long.MaxValue - maxBytes ? long.MaxValue : from + maxBytes - 1) };

    internal RangeHeaderValue ToHeader() => new(From, To);

    /// <summary>A number that is too large for us lies behind every end.</summary>
    private static bool TryRead(ReadOnlySpan<char> digits, out long? number)
    {
        number = null;
        if (digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!digits.IsEmpty)
            number = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
        return true;
    }
}
