using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Cli.Tests.Simulate;

/// <summary>A web server that keeps what it is sent, and answers as the test says.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<ReceivedEvent> received = [];

    private EventReceiver(WebApplication app) => this.app = app;

    public IReadOnlyList<ReceivedEvent> Received
    {
        get
        {
            lock (gate)
                return [.. received];
        }
    }

    /// <summary>Whether it says why it refuses, as the app's functions do; a host without such a route does not.</summary>
    public bool GivesReasons { get; set; } = true;

    public string Url => $"{Origin}/api/twilio/events";

    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="answer">Told how many have come.</param>
    public static Task<EventReceiver> StartAsync(Func<int, Task<int>> answer) => StartAsync((_, number) => answer(number));

    /// <param name="answer">Told what has come.</param>
    public static Task<EventReceiver> StartAsync(Func<ReceivedEvent, int> answer) => StartAsync((webhook, _) => Task.FromResult(answer(webhook)));

    private static async Task<EventReceiver> StartAsync(Func<ReceivedEvent, int, Task<int>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new EventReceiver(app);
        app.Run(async context =>
        {
            var (webhook, number) = await receiver.KeepAsync(context);
            context.Response.StatusCode = await answer(webhook, number);
            if (context.Response.StatusCode >= 400 && receiver.GivesReasons)
                context.Response.ContentType = "application/problem+json";
        });
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<(ReceivedEvent Webhook, int Number)> KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var webhook = new ReceivedEvent(
            context.Request.Method,
            $"http://{context.Request.Host}{target}",
            context.Request.ContentType,
            context.Request.Headers["X-Twilio-Signature"].ToString(),
            body.ToArray());
        lock (gate)
        {
            received.Add(webhook);
            return (webhook, received.Count);
        }
    }
}
