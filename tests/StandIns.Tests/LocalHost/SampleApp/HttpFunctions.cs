using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class HttpFunctions(Journal journal)
{
    public sealed record Item(int Id, string DisplayName);

    [Function("Echo")]
    public async Task<HttpResponseData> EchoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "echo/{*rest}")] HttpRequestData request, FunctionContext context)
    {
        journal.Write(new SeenRequest(
            request.Method,
            request.Url.OriginalString,
            request.Query["q"],
            request.Headers.ToDictionary(header => header.Key, header => string.Join('|', header.Value)),
            request.Cookies.ToDictionary(cookie => cookie.Name, cookie => cookie.Value),
            context.BindingContext.BindingData,
            context));
        var response = request.CreateResponse(HttpStatusCode.OK);
        await request.Body.CopyToAsync(response.Body, context.CancellationToken);
        return response;
    }

    [Function("Batch")]
    public static HttpResponseData Batch([HttpTrigger("post", Route = "bindings:batch")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.Accepted);

    [Function("GetItem")]
    public static async Task<HttpResponseData> GetItemAsync(
        [HttpTrigger("get", Route = "items/{id:int}")] HttpRequestData request, int id, string? name, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(new Item(id, name ?? "nameless"), cancellationToken);
        return response;
    }

    [Function("DeleteItem")]
    public static void DeleteItem([HttpTrigger("delete", Route = "items/{id:int}")] HttpRequestData request, int id) =>
        ArgumentOutOfRangeException.ThrowIfZero(id, request.Method);

    [Function("ByGuid")]
    public static string ByGuid([HttpTrigger("get", Route = "guids/{id}")] HttpRequestData request, Guid id) => $"{request.Method} {id:N}";

    [Function("Text")]
    public static string Text([HttpTrigger("get")] HttpRequestData request) => $"grüße von {request.Method}";

    [Function("AnyMethod")]
    public static string AnyMethod([HttpTrigger] HttpRequestData request) => request.Method;

    [Function("Poco")]
    public static Task<Item> PocoAsync([HttpTrigger("get")] HttpRequestData request) => Task.FromResult(new Item(7, request.Method));

    [Function("Later")]
    public static async ValueTask LaterAsync([HttpTrigger("get")] HttpRequestData request) => await request.Body.FlushAsync();

    [Function("Throw")]
    public static string Throw([HttpTrigger("get")] HttpRequestData request) => throw new InvalidOperationException($"{request.Method} fails");

    [Function("NotModified")]
    public static HttpResponseData NotModified([HttpTrigger("get")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.NotModified);
        response.Headers.Add("ETag", "\"one\"");
        response.Headers.Add("X-Several", ["a", "b"]);
        return response;
    }

    [Function("SetCookies")]
    public static HttpResponseData SetCookies([HttpTrigger("get")] HttpRequestData request)
    {
        var response = request.CreateResponse();
        response.Cookies.Append("plain", "1");
        response.Cookies.Append(new HttpCookie("full", "2") { HttpOnly = true, Secure = true, SameSite = SameSite.Strict, MaxAge = 60, Path = "/api" });
        return response;
    }

    [Function("ReadTwice")]
    public static async Task<string> ReadTwiceAsync([HttpTrigger("post")] HttpRequestData request)
    {
        var item = await request.ReadFromJsonAsync<Item>();
        request.Body.Position = 0;
        return $"{item!.DisplayName} {await request.ReadAsStringAsync()}";
    }
}
