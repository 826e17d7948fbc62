using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace TwilioFunctions.Testing;

/// <summary>
/// Kestrel in the part of a push service: TLS with a certificate of its own, HTTP/1.1 and HTTP/2, each request kept, answers as scripted.
/// </summary>
public sealed class PushService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpProtocols protocols;
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly ConcurrentQueue<PushRequest> requests = new();
    private readonly ConcurrentQueue<PushRequest> deliveries = new();
    private readonly ConcurrentQueue<PushAnswer> next = new();
    private readonly ConcurrentDictionary<string, ConnectionContext> connections = new();
    private readonly List<(Func<PushRequest, bool> Is, Func<PushRequest, PushAnswer> Answer)> beside = [];
    private readonly SemaphoreSlim arrived = new(0);
    private TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;

    private PushService(HttpProtocols protocols) => this.protocols = protocols;

    /// <summary>For instance <c>https://127.0.0.1:43210/</c>; the port stays the same when the service is started again.</summary>
    public Uri Url { get; private set; } = new("https://127.0.0.1:0");

    /// <summary>What a process of its own has to trust: OpenSSL takes it from the file that SSL_CERT_FILE names.</summary>
    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>Answers every delivery for which nothing else is scripted.</summary>
    public PushAnswer Answer { get; set; } = new(200);

    /// <summary>Every request.</summary>
    public IReadOnlyList<PushRequest> Requests => [.. requests];

    /// <summary>The requests that none of <see cref="Beside"/> took.</summary>
    public IReadOnlyList<PushRequest> Deliveries => [.. deliveries];

    public static async Task<PushService> StartAsync(HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        var service = new PushService(protocols);
        await service.StartAgainAsync();
        return service;
    }

    /// <summary>Scripts the next deliveries, one answer each.</summary>
    public void Next(params ReadOnlySpan<PushAnswer> answers)
    {
        foreach (var answer in answers)
            next.Enqueue(answer);
    }

    /// <summary>Requests that are no deliveries, such as for a token: answered in this way whatever is scripted.</summary>
    public void Beside(Func<PushRequest, bool> which, Func<PushRequest, PushAnswer> answer) => beside.Insert(0, (which, answer));

    /// <summary>Ends when one more delivery has arrived, answered or not.</summary>
    public async Task NextArrivalAsync() => Assert.True(await arrived.WaitAsync(Patience), "No delivery arrived.");

    /// <summary>Lets go of the requests that hang, and of later ones.</summary>
    public void Release() => released.TrySetResult();

    /// <summary>Cuts every connection there is, whatever is under way on it.</summary>
    public void CutConnections()
    {
        foreach (var connection in connections.Values)
            connection.Abort();
    }

    /// <summary>Lets a client's handler trust this service's certificate, and no other.</summary>
    public SocketsHttpHandler Trusted(SocketsHttpHandler handler)
    {
        var expected = certificate.GetCertHashString();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == expected;
        return handler;
    }

    /// <summary>Stops as a service does that is being updated: no new connections, GOAWAY on HTTP/2, what is under way may end.</summary>
    public async Task StopAsync()
    {
        if (app is null)
            return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>Starts on the port that it had.</summary>
    public async Task StartAgainAsync()
    {
        released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Url.Port, Listen));
        app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        CutConnections();
        await StopAsync();
        certificate.Dispose();
        arrived.Dispose();
    }

    private void Listen(ListenOptions options)
    {
        options.Protocols = protocols;
        options.Use(next => async connection =>
        {
            connections[connection.ConnectionId] = connection;
            try
            {
                await next(connection);
            }
            finally
            {
                connections.TryRemove(connection.ConnectionId, out _);
            }
        });
        options.UseHttps(certificate);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        var aside = beside.Find(candidate => candidate.Is(request)).Answer;
        requests.Enqueue(request);
        if (aside is not null)
        {
            await WriteAsync(context, aside(request));
            return;
        }

        deliveries.Enqueue(request);
        var answer = next.TryDequeue(out var scripted) ? scripted : Answer;
        arrived.Release();
        await WriteAsync(context, answer);
    }

    private async Task WriteAsync(HttpContext context, PushAnswer answer)
    {
        if (answer.End == PushAnswerEnd.HangBeforeHeaders)
            await HangAsync(context);
        if (answer.End == PushAnswerEnd.CutBeforeHeaders)
        {
            Cut(context);
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        if (answer.Body.Length == 0 || answer.Status is 204 or 205 or 304 || HttpMethods.IsHead(context.Request.Method))
            return;

        // One byte more than there is, where the end is withheld.
        context.Response.ContentLength = answer.Body.Length + (answer.End == PushAnswerEnd.Complete ? 0 : 1);
        try
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has heard enough.
            return;
        }

        // Then Kestrel ends what is a byte short: not with Cut, after which what was sent may never arrive.
        if (answer.End == PushAnswerEnd.HangInBody)
            await HangAsync(context);
    }

    private async Task HangAsync(HttpContext context)
    {
        try
        {
            await released.Task.WaitAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has given up.
        }
    }

    private void Cut(HttpContext context)
    {
        // The TCP connection: HttpContext.Abort() ends no more than the stream of HTTP/2.
        if (connections.TryGetValue(context.Connection.Id, out var connection))
            connection.Abort();
    }

    private static async Task<PushRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new PushRequest(
            request.Method,
            target[0],
            target.Length == 2 ? $"?{target[1]}" : "",
            request.Protocol,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            request.HttpContext.Connection.Id);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=push service", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
