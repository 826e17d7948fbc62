using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>A collector: takes OTLP over HTTP, or over gRPC on a server of its own, since that is HTTP/2 without TLS.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string? ApiKey, byte[] Body)> requests = new();

    private OtlpReceiver(WebApplication app) => this.app = app;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public IEnumerable<string> Paths => requests.Select(request => request.Path);

    public IEnumerable<string?> ApiKeys => requests.Select(request => request.ApiKey);

    public IReadOnlyList<ReceivedSpan> Spans => [.. Bodies("trace").SelectMany(OtlpRequests.Spans)];

    public IReadOnlyList<ReceivedMetric> Metrics => [.. Bodies("metric").SelectMany(OtlpRequests.Metrics)];

    public static async Task<OtlpReceiver> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.AnswerAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string signal) =>
        requests.Where(request => request.Path.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(request => request.Body);

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isGrpc = context.Request.ContentType == "application/grpc";
        requests.Enqueue((context.Request.Path, context.Request.Headers["api-key"], body.ToArray()[(isGrpc ? GrpcPrefix : 0)..]));
        context.Response.ContentType = context.Request.ContentType;
        if (!isGrpc)
            return;
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
