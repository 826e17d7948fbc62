using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Tests.CallNotifications;

/// <summary>A web server that bindings of the webhook channel lead to. The last segment of a binding's URL says what it answers.</summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> rung = new();
    private readonly ConcurrentQueue<(string Path, string TraceParent)> traced = new();

    private Device(WebApplication app) => this.app = app;

    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<Device> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var device = new Device(app);
        app.Run(device.AnswerAsync);
        await app.StartAsync();
        return device;
    }

    /// <summary>A URL of its own, which answers these statuses in turn and the last of them from then on; 0 cuts the connection.</summary>
    public string UrlThatAnswers(params int[] statuses) => $"{Origin}/{Guid.NewGuid():n}/{string.Join('-', statuses)}";

    /// <summary>The bodies that have arrived at a URL.</summary>
    public IReadOnlyList<byte[]> RungAt(string url) => rung.TryGetValue(new Uri(url).AbsolutePath, out var bodies) ? [.. bodies] : [];

    /// <summary>The <c>traceparent</c> headers of the requests that had one.</summary>
    public IEnumerable<string> TraceParentsAt(string url) => traced.Where(request => request.Path == new Uri(url).AbsolutePath).Select(request => request.TraceParent);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        var bodies = rung.GetOrAdd(path, _ => new());
        if (context.Request.Headers.TraceParent is [{ } traceParent])
            traced.Enqueue((path, traceParent));
        bodies.Enqueue(body.ToArray());
        int[] statuses = [.. path[(path.LastIndexOf('/') + 1)..].Split('-').Select(int.Parse)];
        var status = statuses[Math.Min(bodies.Count, statuses.Length) - 1];
        if (status == 0)
            context.Abort();
        else
            context.Response.StatusCode = status;
        if (status == StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "1";
    }
}
