using Azure;

namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of a write, and the binding after it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Binding">
/// As it is kept now, ETag included; after <see cref="BindingWriteOutcome.Deleted"/> as it was. Null where there is none.
/// </param>
internal sealed record BindingWrite(BindingWriteOutcome Outcome, ClientBinding? Binding);

/// <summary>What became of a write.</summary>
internal enum BindingWriteOutcome
{
    /// <summary>There was none of this id before.</summary>
    Created,

    /// <summary>It stands in the place of the one before.</summary>
    Replaced,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was none to delete.</summary>
    NotFound,

    /// <summary>The <see cref="WriteCondition"/> did not hold; nothing was changed.</summary>
    PreconditionFailed,

    /// <summary>The identity has as many bindings as <see cref="BindingsOptions.MaxPerIdentity"/> allows; nothing was changed.</summary>
    TooMany,

    /// <summary>Others wrote it again and again at the same time; nothing was changed.</summary>
    Contended,
}

/// <summary>
/// What a write demands of the binding as it is: <c>If-Match</c> and <c>If-None-Match</c> of HTTP, with <see cref="ETag.All"/> for <c>*</c>.
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-13.1
/// </summary>
internal sealed record WriteCondition
{
    /// <summary>Writes whatever there is.</summary>
    public static WriteCondition None { get; } = new();

    /// <summary>The binding exists and is one of these; null demands nothing.</summary>
    public IReadOnlyList<ETag>? IfMatch { get; init; }

    /// <summary>The binding must not exist, or must have none of these ETags; null for no condition.</summary>
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
