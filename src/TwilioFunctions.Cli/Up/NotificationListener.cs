using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioFunctions.Cli.Up;

/// <summary>Plays a device: listens on a port of this machine, and keeps what it is sent.</summary>
internal sealed class NotificationListener : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<ReceivedNotification> received = Channel.CreateUnbounded<ReceivedNotification>();

    private NotificationListener(WebApplication app) => this.app = app;

    /// <summary>What the app's setting must allow.</summary>
    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public string Url => $"{Origin}/calls";

    public static async Task<NotificationListener> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        // Without the defaults, which would take settings from the folder and the environment of whoever runs the tool.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var listener = new NotificationListener(app);
        app.Run(context => listener.KeepAsync(context, time.GetTimestamp()));
        await app.StartAsync(cancellationToken);
        return listener;
    }

    /// <summary>The next one.</summary>
    public ValueTask<ReceivedNotification> ReceiveAsync(CancellationToken cancellationToken) => received.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task KeepAsync(HttpContext context, long firstByteAt)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers;
        received.Writer.TryWrite(new ReceivedNotification(
            firstByteAt, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
