using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Benchmarks.Faults;

/// <summary>Stands before a service of Azurite. Of a thousand requests, some get 500 or 503, some are slow, some lose their response or never arrive.</summary>
internal sealed class FaultyStorage : IAsyncDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly WebApplication server;
    private readonly string target;
    private readonly int perThousand;
    private readonly Random random;
    private int requests;
    private int faults;

    private FaultyStorage(WebApplication server, int targetPort, int perThousand, int seed)
    {
        this.server = server;
        this.perThousand = perThousand;
        target = $"http://127.0.0.1:{targetPort}";
        random = new Random(seed);
    }

    public int Port => new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public int Requests => requests;

    public int Faults => faults;

    /// <summary>Whether requests fail; off while the tables are compared.</summary>
    public bool IsFaulty { get; set; } = true;

    public static async Task<FaultyStorage> StartAsync(int targetPort, int perThousand, int seed, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var storage = new FaultyStorage(server, targetPort, perThousand, seed);
        server.Run(storage.ForwardAsync);
        await server.StartAsync(cancellationToken);
        return storage;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var fault = NextFault();
        if (fault is not null)
            Interlocked.Increment(ref faults);
        switch (fault)
        {
            case Fault.Lost:
                context.Abort();
                return;
            case Fault.InternalServerError or Fault.ServiceUnavailable:
                context.Response.StatusCode = fault == Fault.ServiceUnavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
                return;
            case Fault.Slow:
                await Task.Delay(LongestDelay * Draw(), context.RequestAborted);
                break;
        }

        using var response = await SendAsync(context);
        if (fault == Fault.ResponseLost)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            context.Response.Headers[name] = values.ToArray();
        context.Response.Headers.Remove("Transfer-Encoding");
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target + rawTarget);
        if (context.Request.ContentLength > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }

    private Fault? NextFault() => IsFaulty && Draw() * 1000 < perThousand ? (Fault)(int)(Draw() * Enum.GetValues<Fault>().Length) : null;

    private double Draw()
    {
        lock (random)
            return random.NextDouble();
    }

    private enum Fault
    {
        Lost,
        InternalServerError,
        ServiceUnavailable,
        Slow,
        ResponseLost,
    }
}
