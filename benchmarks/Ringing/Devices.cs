using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>Plays every device: a server of the webhook channel that notes when the notification of a call arrives, and takes it at once.</summary>
internal sealed class Devices : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Ring> expected = new();

    private Devices(WebApplication app) => this.app = app;

    /// <summary>What the app is told to allow, although it is no public address.</summary>
    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<Devices> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var devices = new Devices(app);
        app.Run(devices.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return devices;
    }

    /// <summary>Watches for the notification of this <c>twi_message_id</c>.</summary>
    public Ring Expect(string messageId, int devices) => expected[messageId] = new Ring(devices);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        // Kestrel hands a request on when it has its header lines, which come in one packet.
        var arrived = Stopwatch.GetTimestamp();
        using var notification = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var messageId = notification.RootElement.GetProperty("twi_message_id").GetString()!;
        if (expected.TryGetValue(messageId, out var ring))
            ring.Arrive(context.Request.Path, arrived);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
