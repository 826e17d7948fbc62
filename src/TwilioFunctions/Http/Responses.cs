using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Http;

/// <summary>Writes responses.</summary>
internal static class Responses
{
    public static async Task<HttpResponseData> JsonAsync<T>(
        this HttpRequestData request, HttpStatusCode status, T content, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.WriteBytesAsync(JsonSerializer.SerializeToUtf8Bytes(content, type));
        return response;
    }

    public static Task<HttpResponseData> ProblemAsync(this HttpRequestData request, ProblemResponse problem) => request.JsonAsync(
        (HttpStatusCode)problem.Status, problem with { TraceId = request.FunctionContext.TraceId() }, ContractsJson.Api.ProblemResponse, "application/problem+json");

    /// <param name="request">The request that failed.</param>
    /// <param name="type">One of <see cref="ProblemTypes"/>.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="title">The kind of problem.</param>
    /// <param name="detail">How to solve it, with the name of the field or parameter that is wrong.</param>
    public static Task<HttpResponseData> ProblemAsync(this HttpRequestData request, string type, HttpStatusCode status, string title, string? detail = null) =>
        request.ProblemAsync(Problems.Create(type, status, title, detail));

    /// <summary>Refuses a segment of the path if its percent escapes aren't those of UTF-8 text.</summary>
    public static Task<HttpResponseData> InvalidPathAsync(this HttpRequestData request, string parameter) => request.ProblemAsync(
        ProblemTypes.InvalidParameter, HttpStatusCode.BadRequest, "A path parameter is invalid.", $"{parameter} must be UTF-8 text with valid percent escapes.");

    public static Task<HttpResponseData> WrongParameterAsync(this HttpRequestData request, string problem) =>
        request.ProblemAsync(ProblemTypes.InvalidParameter, HttpStatusCode.BadRequest, "A query parameter is wrong.", problem);

    public static Task<HttpResponseData> WrongContinuationTokenAsync(this HttpRequestData request) =>
        request.WrongParameterAsync("continuationToken must come from the previous page of the same list, with the same filters.");

    /// <summary>Refuses a body, or a part of it, that is larger than its limit.</summary>
    public static Task<HttpResponseData> TooLargeAsync(this HttpRequestData request, string problem) =>
        request.ProblemAsync(ProblemTypes.BodyTooLarge, HttpStatusCode.RequestEntityTooLarge, "The body is too large.", problem);

    /// <summary>Refuses a request without its body: <see cref="RequestParts.LacksItsBody"/>.</summary>
    public static Task<HttpResponseData> LengthRequiredAsync(this HttpRequestData request) => request.ProblemAsync(
        ProblemTypes.LengthRequired, HttpStatusCode.LengthRequired, "The body needs a Content-Length.", "The Functions host doesn't hand on a body with Transfer-Encoding: chunked. Send the header Content-Length.");

    public static async Task<HttpResponseData> BytesAsync(this HttpRequestData request, HttpStatusCode status, ReadOnlyMemory<byte> body, string contentType)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.Body.WriteAsync(body);
        return response;
    }
}
