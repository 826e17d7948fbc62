using System.Text.Json;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Calls;

/// <summary>What Voice Insights measured at one edge of Twilio's network, in one direction.</summary>
/// <param name="Edge"><c>carrier</c>, <c>client</c>, <c>sdk</c> or <c>sip</c>.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
internal sealed record EdgeQuality(string Edge, string Direction)
{
    /// <summary>The edges that a summary may hold.</summary>
    public static IReadOnlyList<string> Edges { get; } = ["carrier", "client", "sdk", "sip"];

    /// <summary>The directions of an edge.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["inbound", "outbound"];

    /// <summary>For instance <c>pcmu</c>.</summary>
    public string? CodecName { get; init; }

    /// <summary>Packets that never came.</summary>
    public double? PacketsLost { get; init; }

    /// <summary>Lost packets in per cent.</summary>
    public double? PacketLossPercentage { get; init; }

    /// <summary>Mean jitter in milliseconds.</summary>
    public double? JitterAvg { get; init; }

    /// <summary>Highest jitter in milliseconds.</summary>
    public double? JitterMax { get; init; }

    /// <summary>Mean latency in milliseconds.</summary>
    public double? LatencyAvg { get; init; }

    /// <summary>Highest latency in milliseconds.</summary>
    public double? LatencyMax { get; init; }

    /// <summary>Mean opinion score, 1 to 5; Voice SDK calls only.</summary>
    public double? Mos { get; init; }

    internal static IReadOnlyList<EdgeQuality> Of(JsonElement summary) =>
    [
        .. from edge in Edges
           from direction in Directions
           let metrics = summary.Member($"{edge}_edge").Member("metrics").Member(direction)
           where metrics is { ValueKind: JsonValueKind.Object }
           select Read(edge, direction, metrics),
    ];

    private static EdgeQuality Read(string edge, string direction, JsonElement? metrics) => new(edge, direction)
    {
        CodecName = metrics.Member("codec_name").Text(),
        PacketsLost = metrics.Member("packets_lost").Number(),
        PacketLossPercentage = metrics.Member("packets_loss_percentage").Number() ?? metrics.Member("packet_loss_percentage").Number(),
        JitterAvg = metrics.Member("jitter").Member("avg").Number(),
        JitterMax = metrics.Member("jitter").Member("max").Number(),
        LatencyAvg = metrics.Member("latency").Member("avg").Number(),
        LatencyMax = metrics.Member("latency").Member("max").Number(),
        Mos = metrics.Member("mos").Member("avg").Number() ?? metrics.Member("mos").Number(),
    };
}
