using System.Net;
using Azure;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Writes the responses that the binding routes share.</summary>
internal static class BindingResponses
{
    public const string Ndjson = "application/x-ndjson";

    public static async Task<HttpResponseData> BindingAsync(this HttpRequestData request, HttpStatusCode status, ClientBinding binding, bool withSecrets)
    {
        var response = await request.JsonAsync(status, binding.ToResponse(withSecrets), ContractsJson.Api.BindingResponse);
        if (binding.ETag != default)
            response.Headers.Add("ETag", EntityTags.Format(binding.ETag));
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

    public static Task<HttpResponseData> TooManyAsync(this HttpRequestData request, int limit) => request.ProblemAsync(Problems.Create(
        ProblemTypes.TooManyBindings,
        HttpStatusCode.Conflict,
        "The identity has too many bindings.",
        $"An identity has up to {limit} bindings, the setting Bindings__MaxPerIdentity.",
        [new ProblemError(null, "identity", $"It has {limit} bindings already.")]));

    public static Task<HttpResponseData> ContendedAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.ConcurrentWrite, HttpStatusCode.Conflict, "Others write this binding at the same time.", "Nothing was changed. Try again.");

    public static Task<HttpResponseData> WrongConditionAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.InvalidCondition, HttpStatusCode.BadRequest, "A condition cannot be read.", "If-Match and If-None-Match are * or entity tags in double quotes.");

    /// <summary>Creates the problem of a path that isn't valid.</summary>
    public static ProblemResponse InvalidPath(IReadOnlyList<BindingProblem> problems) => Refusal(problems) with { Title = "The URL isn't valid." };

    /// <summary>Creates the problem of a binding that is refused.</summary>
    public static ProblemResponse Refusal(IReadOnlyList<BindingProblem> problems) => Problems.Create(
        ProblemTypes.InvalidBinding,
        HttpStatusCode.BadRequest,
        "The binding is refused.",
        problems[0] is { Field: "" } whole ? whole.Detail : $"{problems[0].Field}: {problems[0].Detail}",
        BindingMapping.ToErrors(problems));
}
