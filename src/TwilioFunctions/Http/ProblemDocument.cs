using System.Text.Json.Serialization;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Http;

/// <summary>What went wrong, as RFC 9457 has it (<c>application/problem+json</c>).</summary>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do.</param>
public sealed record ProblemDocument(string Title, int Status, string? Detail)
{
    /// <summary>What was wrong in the body, and where.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EventProblem>? Errors { get; init; }
}
