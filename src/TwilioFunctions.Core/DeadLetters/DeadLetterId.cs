using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>
/// Where a dead letter stands: its queue, and within it its inverted time, the message's id and the beginning of the body's hash. The
/// host tells the time in whole seconds, and a message that is not ours has no id.
/// </summary>
/// <param name="Queue">The queue's name, which holds no dot.</param>
/// <param name="Row">The RowKey.</param>
internal readonly record struct DeadLetterId(string Queue, string Row)
{
    public static DeadLetterId Of(string queue, DateTimeOffset time, string? messageId, string body) =>
        new(queue, $"{TableKey.Inverted(time)}-{KeyPartOf(messageId)}-{MessageHash.Of(body)[..8]}");

    /// <summary>Null for a text that names no dead letter of any queue.</summary>
    public static DeadLetterId? TryParse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot + 1 < text.Length && TableKey.IsLegal(text[(dot + 1)..]) ? new DeadLetterId(text[..dot], text[(dot + 1)..]) : null;
    }

    // A poison queue takes what anybody wrote to it, and whatever it is must get onto the list.
    private static string KeyPartOf(string? messageId) => messageId is not null && TableKey.Fits(messageId) ? TableKey.Encode(messageId) : "unreadable";

    public override string ToString() => $"{Queue}.{Row}";
}
