using System.Text.Json.Serialization;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Http;

/// <summary>What went wrong, as RFC 9457 has it (<c>application/problem+json</c>).</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do.</param>
internal sealed record ProblemDocument(string Type, string Title, int Status, string? Detail)
{
    /// <summary>The trace of the request, by which the app's log and spans are found; null if the host gave none.</summary>
    public string? TraceId { get; init; }

    /// <summary>What was wrong in the request, and where.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemError>? Errors { get; init; }
}

/// <summary>One thing that was wrong.</summary>
/// <param name="Location">Where in an array of events: a JSON pointer (RFC 6901) into the body, for instance <c>/1/type</c>.</param>
/// <param name="Field">Which field of a binding, for instance <c>fcm.registrationToken</c>; empty for the body as a whole.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record ProblemError(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    string Detail)
{
    public static ProblemError At(EventProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new ProblemError(problem.Location, null, problem.Detail);
    }
}
