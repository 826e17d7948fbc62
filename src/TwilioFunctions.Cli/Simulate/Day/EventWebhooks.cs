using TwilioFunctions.Cli.Simulate.CallNotifications;
using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Draws what is sent of a call as JSON: its summaries over Event Streams, and the notification of the client that it rings.</summary>
internal static class EventWebhooks
{
    public static IEnumerable<SimulatedWebhook> NextSummaries(this Random random, SimulatedCall call) =>
        random.NextEvents(call).Select(@event => new SimulatedWebhook(WebhookKind.CallSummary, call.CallSid, @event.Time.UtcDateTime) { Json = @event.Body });

    public static IEnumerable<SimulatedWebhook> NextNotification(this Random random, SimulatedCall call)
    {
        if (call.Route.To != PartyKind.Client)
            return [];

        KeyValuePair<string, string>[] parameters = random.NextChance(0.5) ? [KeyValuePair.Create("queue", "support & sales")] : [];
        var ringing = new ClientCall(call.AccountSid, call.From.Caller, call.To.Callee, parameters, call.CallSid);
        var notification = SimulatedNotification.Of(ringing, random);
        return [new SimulatedWebhook(WebhookKind.CallNotification, call.CallSid, call.Start) { Json = notification.Body }];
    }
}
