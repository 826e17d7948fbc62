using System.Net;
using Azure;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The answers that the binding routes share.</summary>
internal static class BindingAnswers
{
    public const string Ndjson = "application/x-ndjson";

    private const string Json = "application/json; charset=utf-8";

    public static async Task<HttpResponseData> BindingAsync(this HttpRequestData request, HttpStatusCode status, BindingDocument binding)
    {
        var response = await request.BytesAsync(status, ClientBindingJson.Write(binding.Binding, binding.WithSecrets), Json);
        if (binding.Binding.ETag != default)
            response.Headers.Add("ETag", EntityTags.Format(binding.Binding.ETag));
        return response;
    }

    public static HttpResponseData NotModified(this HttpRequestData request, ETag tag)
    {
        var response = request.CreateResponse(HttpStatusCode.NotModified);
        response.Headers.Add("ETag", EntityTags.Format(tag));
        return response;
    }

    public static Task<HttpResponseData> NoSuchBindingAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.BindingNotFound, HttpStatusCode.NotFound, "There is no such binding.");

    public static async Task<HttpResponseData> PreconditionFailedAsync(this HttpRequestData request, ETag? current)
    {
        var response = await request.ProblemAsync(
            ProblemTypes.PreconditionFailed, HttpStatusCode.PreconditionFailed, "The binding is not what If-Match or If-None-Match demands.", "GET it, decide again, and send its new ETag.");
        if (current is { } tag)
            response.Headers.Add("ETag", EntityTags.Format(tag));
        return response;
    }

    public static Task<HttpResponseData> TooManyAsync(this HttpRequestData request, int limit) => request.ProblemAsync(
        new ProblemDocument(ProblemTypes.TooManyBindings, "The identity has too many bindings.", (int)HttpStatusCode.Conflict, $"An identity has up to {limit} bindings, the setting Bindings__MaxPerIdentity.")
        {
            Errors = [new ProblemError(null, "identity", $"It has {limit} bindings already.")],
        });

    public static Task<HttpResponseData> ContendedAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.ConcurrentWrite, HttpStatusCode.Conflict, "Others write this binding at the same time.", "Nothing was changed. Try again.");

    public static Task<HttpResponseData> WrongConditionAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.InvalidCondition, HttpStatusCode.BadRequest, "A condition cannot be read.", "If-Match and If-None-Match are * or entity tags in double quotes.");

    /// <summary>The problem of a binding that is refused.</summary>
    public static ProblemDocument Refusal(IReadOnlyList<BindingProblem> problems) =>
        new(ProblemTypes.InvalidBinding, "The binding is refused.", (int)HttpStatusCode.BadRequest, problems[0] is { Field: "" } whole ? whole.Detail : $"{problems[0].Field}: {problems[0].Detail}") { Errors = Errors(problems) };

    public static IReadOnlyList<ProblemError>? Errors(IReadOnlyList<BindingProblem> problems) =>
        problems.Count == 0 ? null : [.. problems.Select(problem => new ProblemError(null, problem.Field, problem.Detail))];

    /// <summary>The status that one operation would have been answered with, had it come alone.</summary>
    public static int HttpStatus(this BatchStatus status) => (int)(status switch
    {
        BatchStatus.Created => HttpStatusCode.Created,
        BatchStatus.Replaced => HttpStatusCode.OK,
        BatchStatus.Deleted => HttpStatusCode.NoContent,
        BatchStatus.NotFound => HttpStatusCode.NotFound,
        BatchStatus.Invalid => HttpStatusCode.BadRequest,
        BatchStatus.TooMany or BatchStatus.Contended => HttpStatusCode.Conflict,
        _ => HttpStatusCode.ServiceUnavailable,
    });
}
