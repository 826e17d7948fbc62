namespace TwilioFunctions.Core.Channels;

/// <summary>Every channel that the app knows.</summary>
internal sealed class NotificationChannels(IEnumerable<INotificationChannel> channels)
{
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>The channel of this name; null when there is none.</summary>
    public INotificationChannel? Find(string name) => byName.GetValueOrDefault(name);
}
