using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Up;

/// <summary>What <c>GET /api/health</c> answers.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthAnswerCheck> Checks);

internal sealed record HealthAnswerCheck(string Name, string Status, string? Detail);

/// <summary>What <c>GET /api/calls</c> answers.</summary>
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
    IReadOnlyList<string> Tags,
    string? Stage);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(CallsAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
