using TwilioFunctions.Core.CallNotifications;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Whether a binding could ring at all.</summary>
public sealed class ChannelAvailability(NotificationChannels channels)
{
    /// <summary>Why the binding is refused: its channel is off. Null when it is on.</summary>
    public BindingProblem? Check(ClientBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var name = binding.Address.Channel;
        if (channels.Find(name) is not { } channel)
            return new BindingProblem("channel", $"The channel {name} is not available.");
        return channel.MissingSetting is { } sentence ? new BindingProblem("channel", sentence) : null;
    }
}
