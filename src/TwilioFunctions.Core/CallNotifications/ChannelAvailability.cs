using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Webhook;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Checks a binding against the channels that are configured.</summary>
internal sealed class ChannelAvailability(NotificationChannels channels, IOptions<WebhookChannelOptions> webhook) : IChannelAvailability
{
    /// <inheritdoc />
    public BindingProblem? Check(ClientBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var name = binding.Address.Channel;
        if (channels.Find(name) is not { } channel)
            return new BindingProblem("channel", $"The channel {name} is not available.");
        if (channel.MissingSetting is { } sentence)
            return new BindingProblem("channel", sentence);
        return binding.Address is WebhookAddress { Url: var text } && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && webhook.Value.Allows(url))
            ? new BindingProblem("webhook.url", $"This must be {WebhookChannelOptions.UrlRule}.")
            : null;
    }
}
