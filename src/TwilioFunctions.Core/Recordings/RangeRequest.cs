using System.Globalization;
using System.Net.Http.Headers;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Which part of the audio somebody asks for.</summary>
internal sealed class RangeRequest
{
    private readonly RangeConditionHeaderValue? condition;

    private RangeRequest(ByteRange? range, RangeConditionHeaderValue? condition)
    {
        this.condition = condition;
        Range = range;
    }

    /// <summary>The part, no longer than is served at once; null for the whole.</summary>
    public ByteRange? Range { get; }

    /// <summary>Reads the headers <c>Range</c> and <c>If-Range</c>. A condition that is none asks for the whole.</summary>
    public static RangeRequest Of(string? range, string? ifRange)
    {
        if (ByteRange.Parse(range)?.Capped(RecordingMedia.MaxBytes) is not { } part)
            return new(range: null, condition: null);
        if (ifRange is null)
            return new(part, condition: null);
        return RangeConditionHeaderValue.TryParse(ifRange, out var condition) ? new(part, condition) : new(range: null, condition: null);
    }

    internal void WriteTo(HttpRequestHeaders headers)
    {
        headers.Range = (Range ?? ByteRange.Beginning).ToHeader();
        headers.IfRange = condition;
    }

    /// <summary>Whether the condition, if there is one, holds for this audio: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5.</summary>
    internal bool HoldsFor(HttpResponseMessage response) => condition switch
    {
        null => true,
        { EntityTag: { IsWeak: false } tag } => tag.Equals(response.Headers.ETag),
        { Date: { } date } => date == response.Content.Headers.LastModified,
        _ => false,
    };
}

/// <summary>One range of a <c>Range</c> header: https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2.</summary>
/// <param name="From">The first byte; null for the last <paramref name="To"/> bytes.</param>
/// <param name="To">The last byte, included; null for up to the end.</param>
internal readonly record struct ByteRange(long? From, long? To)
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
