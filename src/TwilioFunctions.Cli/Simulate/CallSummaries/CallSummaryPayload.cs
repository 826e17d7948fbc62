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
