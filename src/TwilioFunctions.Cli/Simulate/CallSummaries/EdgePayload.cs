using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary><c>carrier_edge</c>, <c>client_edge</c>, <c>sdk_edge</c> or <c>sip_edge</c>: what was measured there.</summary>
internal sealed record EdgePayload(EdgeProperties Properties, EdgeMetrics Metrics);

internal sealed record EdgeProperties(string MediaRegion, string SignalingRegion, string EdgeLocation, string Direction);

internal sealed record EdgeMetrics(StreamMetrics Inbound, StreamMetrics Outbound);

/// <summary>One direction of the media. Jitter and latency are in milliseconds.</summary>
internal sealed record StreamMetrics
{
    public required int Codec { get; init; }

    public required string CodecName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PacketsReceived { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PacketsSent { get; init; }

    public required int PacketsLost { get; init; }

    public required double PacketsLossPercentage { get; init; }

    public required Spread Jitter { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Spread? Latency { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mos { get; init; }
}

internal sealed record Spread(double Max, double Avg);
