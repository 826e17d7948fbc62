using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.Http;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public static async Task<HttpResponseData> JsonAsync<T>(
        this HttpRequestData request, HttpStatusCode status, T document, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.WriteBytesAsync(JsonSerializer.SerializeToUtf8Bytes(document, type));
        return response;
    }

    public static Task<HttpResponseData> ProblemAsync(this HttpRequestData request, ProblemDocument problem) =>
        request.JsonAsync((HttpStatusCode)problem.Status, problem, ApiJson.Api.ProblemDocument, "application/problem+json");

    public static Task<HttpResponseData> ProblemAsync(this HttpRequestData request, HttpStatusCode status, string title, string? detail = null) =>
        request.ProblemAsync(new ProblemDocument(title, (int)status, detail));

    public static Task<HttpResponseData> WrongParameterAsync(this HttpRequestData request, string problem) =>
        request.ProblemAsync(HttpStatusCode.BadRequest, "A query parameter is wrong.", problem);

    public static Task<HttpResponseData> WrongContinuationTokenAsync(this HttpRequestData request) =>
        request.WrongParameterAsync("continuationToken is what the page before gave out, or left away.");

    /// <summary>A body, or a part of it, that is larger than is taken.</summary>
    public static Task<HttpResponseData> TooLargeAsync(this HttpRequestData request, string problem) =>
        request.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "The body is too large.", problem);

    /// <summary>A body that never arrived: <see cref="RequestParts.LacksItsBody"/>.</summary>
    public static Task<HttpResponseData> LengthRequiredAsync(this HttpRequestData request) => request.ProblemAsync(
        HttpStatusCode.LengthRequired, "The body needs a Content-Length.", "The Functions host doesn't hand on a body with Transfer-Encoding: chunked. Send the header Content-Length.");

    public static async Task<HttpResponseData> BytesAsync(this HttpRequestData request, HttpStatusCode status, ReadOnlyMemory<byte> body, string contentType)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.Body.WriteAsync(body);
        return response;
    }
}
