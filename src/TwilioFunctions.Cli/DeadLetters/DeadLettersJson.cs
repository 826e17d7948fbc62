using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>A page of <c>GET /api/dead-letters</c>.</summary>
internal sealed record DeadLettersAnswer(IReadOnlyList<ListedDeadLetter> DeadLetters, string? ContinuationToken);

internal sealed record ListedDeadLetter(
    string Id,
    string? Queue,
    DateTimeOffset? Time,
    int? Tries,
    string? Error,
    string? MessageId,
    string? Type,
    string? AccountSid,
    string? CallSid,
    DateTimeOffset? ReplayedAt);

/// <summary>What <c>GET /api/dead-letters/{id}</c> answers.</summary>
internal sealed record DeadLetterAnswer(ListedDeadLetter DeadLetter, string Body);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSerializable(typeof(DeadLetterAnswer))]
internal sealed partial class DeadLettersJson : JsonSerializerContext;
