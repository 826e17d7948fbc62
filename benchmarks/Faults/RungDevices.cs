using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Benchmarks.Faults;

/// <summary>A device of the webhook channel that notes how often each notification arrives.</summary>
internal sealed class RungDevices : IAsyncDisposable
{
    public const string Identity = "bob";

    // Of nobody: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    public const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly WebApplication app;

    private RungDevices(WebApplication app) => this.app = app;

    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>By <c>twi_message_id</c>, how often it arrived.</summary>
    public ConcurrentDictionary<string, int> Rung { get; } = new();

    /// <summary>
    /// Arrivals beyond the first of a notification. An instance that is killed after the device has taken a notification and before that is
    /// written down can't know: the device gets it once more, with the same <c>webhook-id</c>.
    /// </summary>
    public int Repeated => Rung.Values.Sum(times => times - 1);

    public static async Task<RungDevices> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var devices = new RungDevices(app);
        app.Run(devices.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return devices;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var notification = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        Rung.AddOrUpdate(notification.RootElement.GetProperty("twi_message_id").GetString()!, 1, (_, times) => times + 1);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
