using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Requests, responses and routes of every kind.</summary>
public sealed class HttpFunctions
{
    public sealed record Item(int Id, string DisplayName);

    /// <summary>Responds with the request as the function saw it.</summary>
    [Function("Describe")]
    public static async Task<HttpResponseData> DescribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "describe/{*rest}")] HttpRequestData request,
        string? rest,
        FunctionContext context)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.CancellationToken);
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(
            new
            {
                request.Method,
                Url = request.Url.OriginalString,
                Rest = rest,
                Query = request.Query.AllKeys.Select(name => name ?? "").Distinct().ToDictionary(name => name, name => request.Query[name]),
                Headers = request.Headers.ToDictionary(header => header.Key, header => string.Join('|', header.Value)),
                Cookies = request.Cookies.ToDictionary(cookie => cookie.Name, cookie => cookie.Value),
                Body = body.Length,
                context.BindingContext.BindingData,
                Context = new
                {
                    context.InvocationId,
                    context.FunctionDefinition.Name,
                    context.TraceContext.TraceParent,
                    context.TraceContext.TraceState,
                    Retries = context.RetryContext?.RetryCount,
                },
            },
            context.CancellationToken);
        return response;
    }

    /// <summary>Responds with the request's body.</summary>
    [Function("Echo")]
    public static async Task<HttpResponseData> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        response.Headers.Add("Content-Type", "application/octet-stream");
        await request.Body.CopyToAsync(response.Body, cancellationToken);
        return response;
    }

    /// <summary>Responds with as many bytes as were asked for.</summary>
    [Function("Bytes")]
    public static HttpResponseData Bytes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bytes/{count:int}")] HttpRequestData request, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)(i % 251);
        var response = request.CreateResponse();
        response.Body = new MemoryStream(bytes);
        return response;
    }

    [Function("GetItem")]
    public static async Task<HttpResponseData> GetItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequestData request, int id, string? name, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(new Item(id, name ?? "nameless"), cancellationToken);
        return response;
    }

    [Function("DeleteItem")]
    public static void DeleteItem([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "items/{id:int}")] HttpRequestData request, int id) =>
        ArgumentOutOfRangeException.ThrowIfZero(id, request.Method);

    [Function("Batch")]
    public static HttpResponseData Batch([HttpTrigger(AuthorizationLevel.Function, "post", Route = "bindings:batch")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.Accepted);

    [Function("AnyMethod")]
    public static string AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.Method;

    [Function("Text")]
    public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => $"grüße von {request.Method}";

    [Function("Poco")]
    public static Task<Item> PocoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => Task.FromResult(new Item(7, request.Method));

    [Function("Number")]
    public static int Number([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method.Length;

    [Function("Nothing")]
    public static async Task NothingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => await request.Body.FlushAsync();

    /// <summary>The response is a property of the result.</summary>
    [Function("Wrapped")]
    public static Wrapped Wrap([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => new(request.CreateResponse(HttpStatusCode.Created));

    [Function("Throw")]
    public static string Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        throw new InvalidOperationException($"{request.Method} fails");

    /// <summary>Is cancelled, but not by its caller.</summary>
    [Function("Timeout")]
    public static Task TimeoutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        Task.FromCanceled(new CancellationToken(canceled: request.Method == "GET"));

    /// <summary>Responds with the status and the headers that the body describes.</summary>
    [Function("Respond")]
    public static async Task<HttpResponseData> RespondAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var wanted = await JsonDocument.ParseAsync(request.Body);
        var response = request.CreateResponse((HttpStatusCode)wanted.RootElement.GetProperty("status").GetInt32());
        foreach (var header in wanted.RootElement.GetProperty("headers").EnumerateObject())
            response.Headers.TryAddWithoutValidation(header.Name, header.Value.EnumerateArray().Select(value => value.GetString()));
        if (wanted.RootElement.TryGetProperty("body", out var body))
            await response.WriteStringAsync(body.GetString()!);
        return response;
    }

    [Function("SetCookies")]
    public static HttpResponseData SetCookies([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        var response = request.CreateResponse();
        response.Cookies.Append("plain", "1");
        response.Cookies.Append(new HttpCookie("full", "2") { HttpOnly = true, Secure = true, SameSite = SameSite.Strict, MaxAge = 60, Path = "/api" });
        return response;
    }
}

public sealed record Wrapped([property: HttpResult] HttpResponseData Response);
