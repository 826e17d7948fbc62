using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>
/// Draws what a Proxy Service is told and asked: https://www.twilio.com/docs/proxy/api/webhooks. Calls from phones come to proxy
/// numbers: some within a session, some outside of any. Messages go the same ways.
/// </summary>
internal static class ProxyWebhooks
{
    public static (IReadOnlyList<SimulatedWebhook> Call, IReadOnlyList<SimulatedWebhook> Message) NextProxied(this Random random, SimulatedCall call)
    {
        if (call.Route.From != PartyKind.Phone || call.Route.To != PartyKind.TwilioNumber || !random.NextChance(0.5))
            return ([], []);

        var session = random.NextSession(call);
        var hasMessage = random.NextChance(0.5);
        var messageTime = call.End.AddSeconds(random.Next(10, 600));
        var message = new ProxyMessage(random.NextSid("SM"), random.NextText(), messageTime);
        return random.NextChance(0.7)
            ? (random.NextVoiceInteraction(call, session), hasMessage ? random.NextMessageInteraction(session, message) : [])
            : ([OutOfSessionForm.OfCall(call, session, random.NextChance(0.5))],
                hasMessage ? [OutOfSessionForm.OfMessage(message, call, session, random.NextChance(0.5))] : []);
    }

    private static ProxySession NextSession(this Random random, SimulatedCall call) => new(
        call.AccountSid,
        random.NextSid("KS"),
        random.NextSid("KC"),
        new ProxyParticipant(random.NextSid("KP"), call.From.Caller, call.To.Callee, random.NextSid("PN")),
        new ProxyParticipant(random.NextSid("KP"), $"{random.NextOf(Place.All).Prefix}{random.Next(100):D2}", call.To.Callee, random.NextSid("PN")),
        call.Start.AddSeconds(-random.Next(600, 86_400)));

    private static string NextText(this Random random) =>
        random.NextOf(["On my way", "Where are you? Küßchen 😀", "Call me at 555-0100 & don't wait", "I'm outside, it's the red door", "100% = ok"]);

    private static IReadOnlyList<SimulatedWebhook> NextVoiceInteraction(this Random random, SimulatedCall call, ProxySession session)
    {
        var interaction = new ProxyInteractionForm(session, random.NextSid("KI"), "Voice", call.CallSid, random.NextSid("CA"), call.Start);
        var seconds = call.Outcome.IsAnswered ? $$"""{"duration":"{{call.TalkSeconds}}"}""" : "";
        return
        [
            interaction.Intercept("ringing", ""),
            interaction.Callback("in-progress", "initiated", "", call.Start.AddSeconds(1)),
            interaction.Callback("completed", call.FinalStatus, seconds, call.End.AddSeconds(1)),
        ];
    }

    private static IReadOnlyList<SimulatedWebhook> NextMessageInteraction(this Random random, ProxySession session, ProxyMessage message)
    {
        var interaction = new ProxyInteractionForm(session, random.NextSid("KI"), "message", message.Sid, random.NextSid("SM"), message.Time);
        return
        [
            interaction.Intercept("received", message.Data),
            interaction.Callback("received", "sent", message.Data, message.Time.AddSeconds(1)),
            interaction.Callback("received", random.NextChance(0.9) ? "delivered" : "undelivered", message.Data, message.Time.AddSeconds(4)),
        ];
    }
}
