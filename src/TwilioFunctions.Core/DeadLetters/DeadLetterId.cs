using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>Where a dead letter stands: its queue, and within it its inverted time and the message's id.</summary>
/// <param name="Queue">The queue's name, which holds no dot.</param>
/// <param name="Row">The RowKey.</param>
internal readonly record struct DeadLetterId(string Queue, string Row)
{
    public static DeadLetterId Of(string queue, DateTimeOffset time, string messageId) =>
        new(queue, $"{TableKey.Inverted(time)}-{TableKey.Encode(messageId)}");

    /// <summary>Null for a text that names no dead letter of any queue.</summary>
    public static DeadLetterId? TryParse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot + 1 < text.Length ? new DeadLetterId(text[..dot], text[(dot + 1)..]) : null;
    }

    public override string ToString() => $"{Queue}.{Row}";
}
