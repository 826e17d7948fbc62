using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>What was already tried for a notification: it decides who is rung when a message comes again.</summary>
internal sealed class AttemptHistory(IEnumerable<DeliveryAttempt> attempts)
{
    private readonly ILookup<string, DeliveryAttempt> byBinding = attempts.ToLookup(attempt => attempt.BindingId, StringComparer.Ordinal);

    /// <summary>
    /// The number of the attempt to make now, or null when there is none to make: the binding is settled, or the message of its next
    /// attempt is on its way. An attempt that left neither behind failed with its message, which is why the message is here again.
    /// </summary>
    /// <param name="bindingId">The binding.</param>
    /// <param name="due">The attempt that the message asks for.</param>
    public int? NextOf(string bindingId, int due)
    {
        var number = due;
        foreach (var made in byBinding[bindingId])
        {
            if (made.IsFinal || (made.Attempt >= due && made.NextAttemptAt is not null))
                return null;
            number = Math.Max(number, made.Attempt + 1);
        }
        return number;
    }

    /// <summary>The channel of the binding's last attempt; null when there was none.</summary>
    public string? ChannelOf(string bindingId) => byBinding[bindingId].LastOrDefault()?.Channel;
}
