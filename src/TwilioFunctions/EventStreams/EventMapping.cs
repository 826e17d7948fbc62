using TwilioFunctions.Contracts;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.EventStreams;

/// <summary>Maps events to responses.</summary>
internal static class EventMapping
{
    public static EventListResponse ToResponse(this ResultPage<KeptEvent> page) => new([.. page.Items.Select(ToResponse)], page.ContinuationToken);

    public static EventResponse ToResponse(KeptEvent kept) => new(kept.Id, kept.Type, kept.Time, kept.Json);
}
