using System.Net.Http.Headers;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Which part of the audio somebody asks for.</summary>
public sealed class RangeRequest
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
