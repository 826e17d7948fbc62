using Azure;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// What a write demands of the binding as it is: <c>If-Match</c> and <c>If-None-Match</c> of HTTP, with <see cref="ETag.All"/> for <c>*</c>.
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-13.1
/// </summary>
public sealed record WriteCondition
{
    /// <summary>Writes whatever there is.</summary>
    public static WriteCondition None { get; } = new();

    /// <summary>The binding exists and is one of these; null demands nothing.</summary>
    public IReadOnlyList<ETag>? IfMatch { get; init; }

    /// <summary>The binding does not exist, or is none of these; null demands nothing.</summary>
    public IReadOnlyList<ETag>? IfNoneMatch { get; init; }

    /// <summary>Whether a binding with this ETag, or none (null), may be written.</summary>
    public bool Allows(ETag? current) =>
        (IfMatch is null || IfMatch.Any(tag => Matches(tag, current))) && (IfNoneMatch is null || !IfNoneMatch.Any(tag => Matches(tag, current)));

    // A table's tags are spelled as weak ones, which If-Match would never match, but change with each write as strong ones do.
    private static bool Matches(ETag tag, ETag? current) =>
        current is { } kept && (tag == ETag.All || OpaqueTag(tag).SequenceEqual(OpaqueTag(kept)));

    private static ReadOnlySpan<char> OpaqueTag(ETag tag)
    {
        var text = tag.ToString("H");
        return text.StartsWith("W/", StringComparison.Ordinal) ? text.AsSpan(2) : text;
    }
}
