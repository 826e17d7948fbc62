using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>
/// The webhooks of a day on which some calls were made. The same seed, account and date give the same bytes; other kinds of webhooks
/// tell of the same calls.
/// </summary>
internal sealed class SimulatedDay
{
    private SimulatedDay(IReadOnlyList<WebhookSequence> calls, IReadOnlyList<WebhookSequence> messages)
    {
        Calls = calls;
        Messages = messages;
    }

    /// <summary>By call, each with its webhooks in order.</summary>
    public IReadOnlyList<WebhookSequence> Calls { get; }

    /// <summary>By message of a Proxy session. They belong to no call.</summary>
    public IReadOnlyList<WebhookSequence> Messages { get; }

    /// <summary>How many webhooks there are.</summary>
    public int Count => Sequences.Sum(sequence => sequence.Webhooks.Count);

    public IEnumerable<WebhookSequence> Sequences => Calls.Concat(Messages);

    /// <summary>Makes a day up.</summary>
    /// <param name="count">How many calls have webhooks of the kinds.</param>
    /// <param name="seed">Decides everything that is drawn.</param>
    /// <param name="date">The day (UTC) on which the calls start.</param>
    /// <param name="accountSid">Whose calls they are.</param>
    /// <param name="kinds">Which webhooks are wanted.</param>
    public static SimulatedDay Of(int count, int seed, DateOnly date, string accountSid, IReadOnlyCollection<WebhookKind> kinds)
    {
        var random = new Random(unchecked(seed * 31 + date.DayNumber));
        var calls = new List<WebhookSequence>(count);
        var messages = new List<WebhookSequence>();
        while (calls.Count < count)
        {
            // One more random source for each family, so that one that draws more does not change what the others draw.
            var call = random.NextCall(accountSid, date);
            var proxied = new Random(random.Next()).NextProxied(call);
            SimulatedWebhook[] webhooks =
            [
                // Proxy answers the calls of its numbers itself.
                .. new Random(random.Next()).NextVoice(call).Where(webhook => webhook.Kind != WebhookKind.IncomingCall || proxied.Call.Count == 0),
                .. new Random(random.Next()).NextNotification(call),
                .. proxied.Call,
                .. new Random(random.Next()).NextRecording(call),
                .. new Random(random.Next()).NextSummaries(call),
            ];
            if (Sequence(webhooks, kinds) is not { } sequence)
                continue;
            calls.Add(sequence);
            if (Sequence(proxied.Message, kinds) is { } message)
                messages.Add(message);
        }

        return new SimulatedDay(calls, messages);
    }

    private static WebhookSequence? Sequence(IEnumerable<SimulatedWebhook> webhooks, IReadOnlyCollection<WebhookKind> kinds)
    {
        // The sort is stable: what happens within a second stays in order.
        SimulatedWebhook[] wanted = [.. webhooks.Where(webhook => kinds.Contains(webhook.Kind)).OrderBy(webhook => webhook.Time)];
        return wanted.Length == 0 ? null : new WebhookSequence(wanted[0].Sid, wanted);
    }
}

/// <summary>All webhooks that tell of one call or message, in the order in which it happened.</summary>
/// <param name="Sid"><c>CA…</c> or <c>SM…</c></param>
internal sealed record WebhookSequence(string Sid, IReadOnlyList<SimulatedWebhook> Webhooks);
