using System.Text.Json.Serialization;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Http;

namespace TwilioFunctions.EventStreams;

/// <summary>A page of events, latest first.</summary>
internal sealed record EventListDocument(IReadOnlyList<EventDocument> Events, string? ContinuationToken)
{
    public static EventListDocument Of(ResultPage<KeptEvent> page) => new([.. page.Items.Select(EventDocument.Of)], page.ContinuationToken);
}

/// <summary>An event that was kept whole.</summary>
internal sealed record EventDocument(string Id, string Type, DateTimeOffset? Time, [property: JsonConverter(typeof(RawJson))] string Event)
{
    public static EventDocument Of(KeptEvent kept) => new(kept.Id, kept.Type, kept.Time, kept.Json);
}
