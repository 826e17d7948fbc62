namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>The Azure Web PubSub instance: section <c>Channels:WebPubSub</c>. Without an endpoint the channel is off.</summary>
public sealed class WebPubSubOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Channels:WebPubSub";

    /// <summary>Stands in <see cref="Hub"/> for the SID of the account that a client belongs to.</summary>
    public const string AccountSidPlace = "{AccountSid}";

    /// <summary>For instance <c>https://name.webpubsub.azure.com</c>; http for an emulator on this machine.</summary>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The hub: a letter, then letters, digits and underscores. Within a hub a user is no more than the client identity, and two accounts
    /// may both have a bob: where several accounts are configured, the name must hold <c>{AccountSid}</c>, as in <c>calls_{AccountSid}</c>,
    /// so that each has a hub of its own. Azure makes a hub when it is first used.
    /// </summary>
    public string? Hub { get; set; }

    /// <summary>The instance's primary or secondary access key. Without it, the app's identity is used, as a Web PubSub Service Owner.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The client id of a user-assigned managed identity; null for the system-assigned one or a developer's own sign-in.</summary>
    public string? ClientId { get; set; }

    /// <summary>The sentence that names the setting without which the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (Endpoint is null)
                return "Channels__WebPubSub__Endpoint is not set: without an Azure Web PubSub instance the channel webpubsub is off.";
            return KeyVaultReference.IsUnresolved(AccessKey) ? KeyVaultReference.Sentence("Channels__WebPubSub__AccessKey") : null;
        }
    }

    /// <summary>The hub of an account.</summary>
    internal string HubOf(string accountSid) => Hub!.Replace(AccountSidPlace, accountSid, StringComparison.Ordinal);
}
