using Azure.Data.Tables;

namespace TwilioFunctions.Core.Calls;

/// <summary>Which calls of a day are wanted; what is null wants all. Storage compares, so that a page is full of what is wanted.</summary>
internal sealed record CallFilter
{
    /// <summary>All calls.</summary>
    public static CallFilter None { get; } = new();

    /// <summary>As <c>CallStatus</c> spells it, for instance <c>no-answer</c>.</summary>
    public string? State { get; init; }

    /// <summary>As <c>Direction</c> is spelled, for instance <c>outbound-api</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>Who calls or is called, spelled as Twilio does: <c>+15005550006</c>, <c>client:bob</c>.</summary>
    public string? Number { get; init; }

    /// <summary>A tag of Voice Insights, for instance <c>high_jitter</c>; only where <see cref="IsTag"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether a call can be found by this tag: letters, digits and underscores, up to 64.</summary>
    public static bool IsTag(string tag) => CallListingColumns.IsTag(tag);

    /// <summary>The OData filter within a partition.</summary>
    /// <exception cref="ArgumentException"><see cref="Tag"/> is none.</exception>
    internal string ToOData(string partition)
    {
        if (Tag is not null && !IsTag(Tag))
            throw new ArgumentException($"'{Tag}' is no tag.");
        string?[] conditions =
        [
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            State is null ? null : TableClient.CreateQueryFilter($"State eq {State}"),
            Direction is null ? null : TableClient.CreateQueryFilter($"Direction eq {Direction}"),
            Number is null ? null : TableClient.CreateQueryFilter($"(From eq {Number} or To eq {Number})"),
            Tag is null ? null : $"{CallListingColumns.TagPrefix}{Tag} eq true",
        ];
        return string.Join(" and ", conditions.OfType<string>());
    }
}
