using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Sends Event Streams webhooks.</summary>
internal sealed class EventSender(HttpClient http, WebhookTarget target, TwilioAccount account, TimeProvider time)
{
    /// <summary>How long Event Streams waits for an answer: https://www.twilio.com/docs/api/errors/91308</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly WebhookSender sender = new(http, target, account, Timeout, time);

    public Task<Answer> SendAsync(SimulatedEvent @event, CancellationToken cancellationToken) => sender.SendAsync(@event.Body, cancellationToken);

    public Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => sender.SendAsync(request, cancellationToken);

    public HttpRequestMessage Sign(SimulatedEvent @event) => sender.Sign(@event.Body);
}
