namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>
/// What signs in at Apple's push service: a key from https://developer.apple.com/account/resources/authkeys/list. Nothing set is a channel
/// that is off.
/// </summary>
public sealed class ApnsOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Channels:Apns";

    /// <summary>The team's id, ten letters and digits.</summary>
    public string? TeamId { get; set; }

    /// <summary>The key's id, ten letters and digits.</summary>
    public string? KeyId { get; set; }

    /// <summary>
    /// The text of the <c>.p8</c> file. Line breaks may be written as <c>\n</c>, since a setting often holds one line, and the frame of the
    /// PEM text may be left out.
    /// </summary>
    public string? PrivateKey { get; set; }

    /// <summary>Where pushes for bindings of the production environment go.</summary>
    public string ProductionEndpoint { get; set; } = "https://api.push.apple.com";

    /// <summary>Where pushes for bindings of the sandbox environment go.</summary>
    public string SandboxEndpoint { get; set; } = "https://api.sandbox.push.apple.com";

    /// <summary>Why the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (new[] { TeamId, KeyId, PrivateKey }.All(string.IsNullOrEmpty))
                return "Channels__Apns__PrivateKey is not set, nor are Channels__Apns__KeyId and Channels__Apns__TeamId.";
            return KeyVaultReference.IsUnresolved(PrivateKey) ? KeyVaultReference.Sentence("Channels__Apns__PrivateKey") : null;
        }
    }
}
