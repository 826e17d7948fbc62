namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Which webhooks of a day are sent, and in which order.</summary>
/// <param name="Day">All that there are.</param>
/// <param name="Seed">Decides the order and what is sent twice.</param>
/// <param name="Order">In which order they come.</param>
/// <param name="Duplicates">The part of the webhooks that is sent twice, 0 to 1.</param>
internal sealed record DaySimulation(SimulatedDay Day, int Seed, WebhookOrder Order, double Duplicates)
{
    private readonly int count = Day.Count;

    private int Repeated => (int)Math.Round(count * Duplicates);

    /// <summary>How many webhooks it takes.</summary>
    public int Requests => count + Repeated;

    /// <summary>What is sent side by side; within a sequence one webhook follows the answer to the other.</summary>
    public IEnumerable<IReadOnlyList<SimulatedWebhook>> Sequences()
    {
        var order = new Random(Seed);
        var sequences = WithDuplicates(order);
        return Order switch
        {
            WebhookOrder.Any => Shuffled(sequences.SelectMany(webhooks => webhooks), order).Select(webhook => (IReadOnlyList<SimulatedWebhook>)[webhook]),
            WebhookOrder.AnyWithinACall => sequences.Select(webhooks => Shuffled(webhooks, order)),
            _ => sequences,
        };
    }

    private IEnumerable<IReadOnlyList<SimulatedWebhook>> WithDuplicates(Random order)
    {
        var repeated = Shuffled(Enumerable.Range(0, count), order).Take(Repeated).ToHashSet();
        var index = 0;
        foreach (var sequence in Day.Sequences)
            yield return [.. sequence.Webhooks.SelectMany(webhook => Enumerable.Repeat(webhook, repeated.Contains(index++) ? 2 : 1))];
    }

    private static T[] Shuffled<T>(IEnumerable<T> items, Random order)
    {
        T[] shuffled = [.. items];
        order.Shuffle(shuffled);
        return shuffled;
    }
}

/// <summary>In which order webhooks are sent.</summary>
internal enum WebhookOrder
{
    /// <summary>Those of a call follow each other as it went on.</summary>
    AsItHappened,

    /// <summary>Call after call, but those of one call in any order, as Twilio may send them.</summary>
    AnyWithinACall,

    /// <summary>In any order over the whole day.</summary>
    Any,
}
