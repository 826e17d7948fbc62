using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Calls;

/// <summary>A page of <c>GET /api/calls</c>.</summary>
internal sealed record CallsAnswer(IReadOnlyList<ListedCall> Calls, string? ContinuationToken);

internal sealed record ListedCall(
    string CallSid,
    string? State,
    string? Type,
    string? Direction,
    string? From,
    string? To,
    DateTimeOffset? StartTime,
    int? Duration,
    IReadOnlyList<string>? Tags,
    string? Stage);

/// <summary>What <c>GET /api/calls/{callSid}</c> answers, as far as it is shown. Anything may be missing.</summary>
internal sealed record CallStoryAnswer
{
    public string? CallSid { get; init; }

    public string? State { get; init; }

    public string? Direction { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? ParentCallSid { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public double? Duration { get; init; }

    public IReadOnlyList<PartyAnswer>? Parties { get; init; }

    public IReadOnlyList<TimelineAnswer>? Timeline { get; init; }

    public IReadOnlyList<NotificationAnswer>? Notifications { get; init; }

    public IReadOnlyList<RecordingAnswer>? Recordings { get; init; }

    public SummaryAnswer? Summary { get; init; }

    public IReadOnlyList<QualityAnswer>? Quality { get; init; }
}

internal sealed record PartyAnswer(string? Role, string? Address);

internal sealed record TimelineAnswer(DateTimeOffset? Time, string? Kind, string? Text);

internal sealed record NotificationAnswer(
    DateTimeOffset? Time, string? Identity, string? BindingId, string? Channel, int? Attempt, string? Outcome, string? Reason, double? Duration);

internal sealed record RecordingAnswer(string? RecordingSid, string? Status, string? Reason, DateTimeOffset? StartTime, double? Duration, int? Channels);

internal sealed record SummaryAnswer(
    string? Stage, string? State, double? Duration, double? ConnectDuration, double? PostDialDelay, string? DisconnectedBy, IReadOnlyList<string>? Tags);

internal sealed record QualityAnswer(
    string? Edge, string? Direction, string? CodecName, double? PacketLossPercentage, double? JitterAvg, double? JitterMax, double? LatencyAvg, double? Mos);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CallsAnswer))]
[JsonSerializable(typeof(CallStoryAnswer))]
internal sealed partial class CallsJson : JsonSerializerContext;
