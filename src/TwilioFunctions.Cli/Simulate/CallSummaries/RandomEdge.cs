namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Draws what is measured at an edge: most calls are fine, some are not.</summary>
internal static class RandomEdge
{
    private const int PacketsPerSecond = 50;

    private static readonly (string Region, string Location)[] Regions =
    [
        ("us1", "ashburn"), ("us1", "umatilla"), ("ie1", "dublin"), ("au1", "sydney"),
    ];

    public static EdgePayload NextEdge(this Random random, int talkSeconds, string direction, bool isSdk)
    {
        var (region, location) = random.NextOf(Regions);
        return new EdgePayload(
            new EdgeProperties(region, region, location, direction),
            new EdgeMetrics(random.NextStream(talkSeconds, isSdk, isInbound: true), random.NextStream(talkSeconds, isSdk, isInbound: false)));
    }

    private static StreamMetrics NextStream(this Random random, int talkSeconds, bool isSdk, bool isInbound)
    {
        var packets = talkSeconds * PacketsPerSecond;
        var loss = random.NextChance(0.05) ? random.NextMeasure(5, 12) : random.NextMeasure(0, 1);
        var jitter = random.NextChance(0.08) ? random.NextMeasure(5.1, 14) : random.NextMeasure(0.2, 4);
        var latency = random.NextChance(0.05) ? random.NextMeasure(160, 260) : random.NextMeasure(15, 120);
        return new StreamMetrics
        {
            Codec = isSdk ? 111 : 0,
            CodecName = isSdk ? "opus" : "pcmu",
            PacketsReceived = isInbound ? packets : null,
            PacketsSent = isInbound ? null : packets,
            PacketsLost = (int)(packets * loss / 100),
            PacketsLossPercentage = loss,
            Jitter = new Spread(Math.Round(jitter * random.NextMeasure(2, 7), 3), jitter),
            Latency = isSdk ? null : new Spread(Math.Round(latency * 1.4, 3), latency),
            Mos = isSdk ? Math.Round(4.4 - loss / 10 - jitter / 20, 2) : null,
        };
    }
}
