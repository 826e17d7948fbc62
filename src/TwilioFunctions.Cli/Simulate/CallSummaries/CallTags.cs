namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>The tags that Voice Insights gives: https://www.twilio.com/docs/voice/voice-insights/api/call/details-call-tags</summary>
internal static class CallTags
{
    private const int ShortSeconds = 10;
    private const int HighPostDialDelay = 6_000;

    public static IReadOnlyList<string> Of(SimulatedCall call)
    {
        if (!call.Outcome.IsAnswered)
            return [];

        StreamMetrics[] streams = [.. call.Edges.SelectMany(edge => (StreamMetrics[])[edge.Metrics.Inbound, edge.Metrics.Outbound])];
        (string Tag, bool IsGiven)[] tags =
        [
            ("silence", call.IsSilent),
            ("high_jitter", streams.Any(stream => stream.Jitter is { Avg: > 5, Max: > 30 })),
            ("high_packet_loss", streams.Any(stream => stream.PacketsLossPercentage > 5)),
            ("high_pdd", call.PostDialDelay > HighPostDialDelay),
            ("high_latency", streams.Any(stream => stream.Latency is { Avg: > 150 })),
            ("pstn_short_duration", call.Route.HasCarrierEdge && call.TalkSeconds < ShortSeconds),
            ("low_mos", streams.Any(stream => stream.Mos < 3.5)),
        ];
        return [.. tags.Where(tag => tag.IsGiven).Select(tag => tag.Tag)];
    }
}
