using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>A problem as RFC 9457 defines it (<c>application/problem+json</c>).</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The kind of problem, in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">How to solve it.</param>
/// <param name="TraceId">The trace of the request, which the app's log and spans have as well; null if the host gave none.</param>
/// <param name="Errors">The errors in the request.</param>
public sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string? TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors = null);

/// <summary>An error in a request.</summary>
/// <param name="Location">The place in an array of events: a JSON pointer (RFC 6901) into the body, for instance <c>/1/type</c>.</param>
/// <param name="Field">The field of a binding, for instance <c>fcm.registrationToken</c>; empty for the body as a whole.</param>
/// <param name="Detail">A sentence.</param>
public sealed record ProblemError(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    string Detail);
