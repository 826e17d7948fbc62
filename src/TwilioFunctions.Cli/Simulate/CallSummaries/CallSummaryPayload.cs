using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>The <c>data</c> of a call-summary event, schema <c>VoiceInsights.CallSummary/1</c>, in the order in which Twilio writes it.</summary>
internal sealed record CallSummaryPayload
{
    public required string CallSid { get; init; }

    public required string AccountSid { get; init; }

    public required string ParentCallSid { get; init; }

    public string ParentAccountSid { get; init; } = "";

    public required DateTime StartTime { get; init; }

    public required DateTime EndTime { get; init; }

    public required int Duration { get; init; }

    public required int ConnectDuration { get; init; }

    public required string CallType { get; init; }

    public required string CallState { get; init; }

    public required PartyPayload From { get; init; }

    public required PartyPayload To { get; init; }

    public required string ProcessingState { get; init; }

    public required int ProcessingVersion { get; init; }

    public EdgePayload? SipEdge { get; init; }

    public EdgePayload? CarrierEdge { get; init; }

    public EdgePayload? SdkEdge { get; init; }

    public EdgePayload? ClientEdge { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Attributes { get; init; }

    public required CallProperties Properties { get; init; }
}

/// <summary>What is not of one edge.</summary>
internal sealed record CallProperties
{
    private const string Unknown = "unknown_realm";

    [JsonPropertyName("q850_cause")]
    public required int Q850Cause { get; init; }

    public required int LastSipResponseNum { get; init; }

    /// <summary>In milliseconds.</summary>
    public required int PddMs { get; init; }

    public string RouteId { get; init; } = "";

    public string MediaRegion { get; init; } = Unknown;

    public string SignalingRegion { get; init; } = Unknown;

    public string TwilioMediaIp { get; init; } = "";

    public string TwilioSignalingIp { get; init; } = "";

    public string ExternalMediaIp { get; init; } = "";

    public string ExternalSignalingIp { get; init; } = "";

    public string SipCallId { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public string SelectedRegion { get; init; } = Unknown;

    public string Region { get; init; } = Unknown;

    public string TrunkSid { get; init; } = "";

    public required string DisconnectedBy { get; init; }

    public required string Direction { get; init; }

    public string? Settings { get; init; }
}

/// <summary><c>carrier_edge</c>, <c>client_edge</c>, <c>sdk_edge</c> or <c>sip_edge</c>: the measurements of an edge.</summary>
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

/// <summary><c>from</c> or <c>to</c>. Each holds both names, of which one is empty.</summary>
internal sealed record PartyPayload
{
    public string Caller { get; init; } = "";

    public string Callee { get; init; } = "";

    public string Carrier { get; init; } = "";

    public required string Connection { get; init; }

    public string NumberPrefix { get; init; } = "";

    public LocationPayload? Location { get; init; }

    public string City { get; init; } = "";

    public string CountryCode { get; init; } = "";

    public string CountrySubdivision { get; init; } = "";

    public string IpAddress { get; init; } = "";

    public string? Sdk { get; init; }
}

/// <summary>In degrees.</summary>
internal sealed record LocationPayload(double Lat, double Lon);

[JsonSerializable(typeof(CallSummaryPayload))]
internal sealed partial class CallSummaryJson : JsonSerializerContext
{
    /// <summary>Escapes as few characters as Twilio does: a quote within a string is \", not \u0022.</summary>
    public static CallSummaryJson AsTwilioWrites { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
