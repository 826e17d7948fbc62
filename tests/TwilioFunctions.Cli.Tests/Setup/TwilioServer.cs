using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary>
/// Stands where Twilio and the app stand: a proxy that opens the tunnels to every host to itself, with a certificate of its own.
/// So the Twilio CLI, curl and the tool run as they are, and what they ask is kept.
/// </summary>
internal sealed class TwilioServer : IAsyncDisposable
{
    public const string AppHost = "voice.example.com";

    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-setup-");
    private readonly ConcurrentQueue<TwilioRequest> requests = new();
    private readonly WebApplication app;

    private TwilioServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public TwilioAccountState Account { get; } = new();

    public IReadOnlyList<TwilioRequest> Requests => [.. requests];

    public IReadOnlyList<TwilioRequest> Writes => [.. requests.Where(request => request.IsWrite)];

    public string Folder => folder.FullName;

    private string Certificate => Path.Combine(Folder, "certificate.pem");

    public static async Task<TwilioServer> StartAsync()
    {
        var server = new TwilioServer();
        await File.WriteAllTextAsync(server.Certificate, server.certificate.ExportCertificatePem());
        await server.app.StartAsync();
        return server;
    }

    public void Forget() => requests.Clear();

    /// <summary>What makes a process take this server for Twilio, and leaves alone what the machine has of the Twilio CLI.</summary>
    /// <param name="path">Where programs are.</param>
    /// <param name="state">Where the Twilio CLI keeps what it makes for itself, in the background and after it has ended.</param>
    public Dictionary<string, string?> Environment(string path, string state)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        var proxy = $"http://{address.Authority}";
        return new()
        {
            ["PATH"] = path,
            ["HOME"] = Folder,
            ["TWILIO_CACHE_DIR"] = state,
            ["TWILIO_DATA_DIR"] = state,
            ["TWILIO_CONFIG_DIR"] = Folder,
            ["TWILIO_ACCOUNT_SID"] = TwilioAccountState.AccountSid,
            ["TWILIO_AUTH_TOKEN"] = TwilioAccountState.AuthToken,
            ["TWILIO_API_KEY"] = null,
            ["TWILIO_API_SECRET"] = null,
            ["TWILIOFUNCTIONS_KEY"] = TwilioAccountState.FunctionKey,
            ["HTTP_PROXY"] = proxy,
            ["HTTPS_PROXY"] = proxy,
            ["https_proxy"] = proxy,
            ["NO_PROXY"] = "",
            ["no_proxy"] = "",
            ["NODE_EXTRA_CA_CERTS"] = Certificate,
            ["SSL_CERT_FILE"] = Certificate,
            ["CURL_CA_BUNDLE"] = Certificate,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
        folder.Delete(recursive: true);
    }

    private void Listen(ListenOptions options)
    {
        options.Protocols = HttpProtocols.Http1;
        options.Use(next => async connection =>
        {
            await OpenTunnelAsync(connection.Transport);
            await next(connection);
        });
        options.UseHttps(certificate);
    }

    /// <summary>Takes the head of a CONNECT request off the connection; TLS follows.</summary>
    private static async Task OpenTunnelAsync(IDuplexPipe transport)
    {
        while (true)
        {
            var read = await transport.Input.ReadAsync();
            var head = Encoding.ASCII.GetString(read.Buffer.ToArray());
            var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 && !read.IsCompleted)
            {
                transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            if (!head.StartsWith("CONNECT ", StringComparison.Ordinal))
                throw new InvalidOperationException($"Not through the tunnel: {head}");
            transport.Input.AdvanceTo(read.Buffer.GetPosition(end + 4));
            await transport.Output.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
            return;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new TwilioRequest(
            context.Request.Method,
            context.Request.Host.Host,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            await reader.ReadToEndAsync(),
            context.Request.Headers.Authorization.FirstOrDefault() ?? context.Request.Headers["x-functions-key"].FirstOrDefault());
        requests.Enqueue(request);
        var (status, body) = Account.Answer(request);
        context.Response.StatusCode = status;
        if (body is null)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.twilio.com");
        names.AddDnsName(AppHost);
        var request = new CertificateRequest("CN=Twilio of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
