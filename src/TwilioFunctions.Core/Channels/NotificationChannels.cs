using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels.Webhook;

namespace TwilioFunctions.Core.Channels;

/// <summary>Every channel that the app knows.</summary>
internal sealed class NotificationChannels(IEnumerable<INotificationChannel> channels)
{
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>The channel of this name; null when there is none.</summary>
    public INotificationChannel? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>Whether a binding could ring at all, as the app is set up.</summary>
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
            ? new BindingProblem("webhook.url", $"The URL is not {WebhookChannelOptions.UrlRule}.")
            : null;
    }
}
