using Microsoft.Extensions.Options;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.CallNotifications.Channels.Webhook;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Whether a binding could ring at all, as the app is set up.</summary>
public sealed class ChannelAvailability(NotificationChannels channels, IOptions<WebhookChannelOptions> webhook)
{
    /// <summary>Why the binding is refused: its channel is off, or may not send to its URL. Null when it could ring.</summary>
    public BindingProblem? Check(ClientBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var name = binding.Address.Channel;
        if (channels.Find(name) is not { } channel)
            return new BindingProblem("channel", $"The channel {name} is not available.");
        if (channel.MissingSetting is { } sentence)
            return new BindingProblem("channel", sentence);
        return binding.Address is WebhookAddress { Url: var text } && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && webhook.Value.Allows(url))
            ? new BindingProblem("webhook.url", $"The URL is not {WebhookChannelOptions.UrlRule}.")
            : null;
    }
}
