using System.Net;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Http;

/// <summary>Creates problems. The trace id is added when the response is written.</summary>
internal static class Problems
{
    public static ProblemResponse Create(string type, HttpStatusCode status, string title, string? detail, IReadOnlyList<ProblemError>? errors = null) =>
        new(type, title, (int)status, detail, TraceId: null, errors);

    public static ProblemError ToError(this EventProblem problem) => new(problem.Location, Field: null, problem.Detail);
}
