using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Queues;

/// <summary>A service that answers as a test tells it to, and remembers what it was asked: for what Azurite cannot be made to do.</summary>
internal sealed class RecordingService : IAsyncDisposable
{
    private readonly WebApplication app;

    private RecordingService(WebApplication app) => this.app = app;

    public List<RecordedRequest> Requests { get; } = [];

    public Uri Address => new(app.Urls.Single());

    /// <summary>Trusts the certificate that was made for the test, and retries at once.</summary>
    public static QueueClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }),
        Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    public static async Task<RecordingService> StartAsync(Func<RecordedRequest, int, HttpResponse, Task> answer, bool https = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (https)
                listen.UseHttps(SelfSigned());
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();

        var service = new RecordingService(builder.Build());
        service.app.Run(async context =>
        {
            var request = await RecordedRequest.ReadAsync(context.Request);
            service.Requests.Add(request);
            await answer(request, service.Requests.Count, context.Response);
        });
        await service.app.StartAsync();
        return service;
    }

    public static Task AnswerAsync(HttpResponse response, int status, string body)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        return response.WriteAsync(body);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
