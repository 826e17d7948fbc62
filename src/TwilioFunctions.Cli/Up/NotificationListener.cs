using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Core.Signatures;

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

/// <summary>A notification as it arrived at a device.</summary>
/// <param name="FirstByteAt">When its first byte did, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>, in seconds since 1970.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The JSON.</param>
internal sealed record ReceivedNotification(long FirstByteAt, string Id, string Timestamp, string Signature, byte[] Body)
{
    // The tolerance of the scheme's own libraries: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Whether it was signed with the secret, a moment ago.</summary>
    public bool IsSignedWith(string secret, DateTimeOffset now)
    {
        if (!long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds
            || StandardWebhookSignature.Sign([secret], Id, seconds, Body) is not { } expected)
            return false;
        return Signature.Split(' ').Any(signature =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected)));
    }
}

/// <summary>The setting that lets the app send to a listener on this machine.</summary>
internal static class DemoDevice
{
    /// <summary>One more allowed origin after those of the settings, for the app's environment.</summary>
    public static IReadOnlyDictionary<string, string> Allow(NotificationListener device, LocalSettings settings)
    {
        var index = 0;
        while (settings[Origin(index)] is not null)
            index++;
        return new Dictionary<string, string> { [Origin(index)] = device.Origin };
    }

    private static string Origin(int index) => $"Channels__Webhook__AllowedOrigins__{index}";
}
