using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Diagnosis;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>
/// Ends TLS under a name and a port of its own, takes a prefix of the path away, and forwards over http, as a gateway does that
/// replaces the Host header. It keeps what it forwarded.
/// </summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private const string HostName = "hooks.example.com";

    private readonly HttpClient toApp = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
    private readonly ConcurrentQueue<CapturedRequest> forwarded = new();
    private readonly WebApplication server;
    private readonly X509Certificate2 certificate;
    private readonly string prefix;
    private readonly bool tells;

    private ReverseProxy(WebApplication server, X509Certificate2 certificate, string prefix, bool tells)
    {
        this.server = server;
        this.certificate = certificate;
        this.prefix = prefix;
        this.tells = tells;
        Caller = new HttpClient(new SocketsHttpHandler
        {
            // The name is in no DNS.
            ConnectCallback = async (connection, cancellationToken) => await ConnectAsync(connection.DnsEndPoint.Port, cancellationToken),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, remote, _, _) => certificate.Equals(remote) },
        });
    }

    /// <summary>Where the app is; set before the first request.</summary>
    public string AppOrigin { get; set; } = "";

    /// <summary>What Twilio's URLs begin with.</summary>
    public string PublicBaseUrl { get; private set; } = "";

    /// <summary>Calls it by its name.</summary>
    public HttpClient Caller { get; }

    /// <summary>The requests as the app received them, in order.</summary>
    public IEnumerable<CapturedRequest> Forwarded => forwarded;

    /// <summary>Starts it.</summary>
    /// <param name="prefix">What it takes away from the path.</param>
    /// <param name="tells">Whether it tells in X-Forwarded headers what it replaced.</param>
    public static async Task<ReverseProxy> StartAsync(string prefix = "", bool tells = true)
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        var proxy = new ReverseProxy(server, certificate, prefix, tells);
        server.Run(proxy.ForwardAsync);
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        proxy.PublicBaseUrl = $"https://{HostName}:{new Uri(address).Port}{prefix}";
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Caller.Dispose();
        toApp.Dispose();
        certificate.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith(prefix, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var captured = new CapturedRequest
        {
            Method = context.Request.Method,
            Url = AppOrigin + target[prefix.Length..],
            Headers = [.. Headers(context.Request)],
            Body = body.ToArray(),
        };
        forwarded.Enqueue(captured);

        using var request = new HttpRequestMessage(new HttpMethod(captured.Method), captured.Url);
        if (captured.Body.Length > 0)
            request.Content = new ReadOnlyMemoryContent(captured.Body);
        foreach (var (name, value) in captured.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await toApp.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private IEnumerable<KeyValuePair<string, string>> Headers(HttpRequest request)
    {
        foreach (var (name, value) in request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
            yield return new(name, value.ToString());
        if (!tells)
            yield break;
        yield return new("X-Forwarded-Host", request.Host.Value!);
        yield return new("X-Forwarded-Proto", request.Scheme);
        if (prefix.Length > 0)
            yield return new("X-Forwarded-Prefix", prefix);
    }

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={HostName}", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Schannel wants a key that is stored.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
