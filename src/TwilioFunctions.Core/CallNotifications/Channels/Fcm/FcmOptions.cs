namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>What signs in at Firebase Cloud Messaging. Nothing set is a channel that is off.</summary>
public sealed class FcmOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Channels:Fcm";

    /// <summary>
    /// The text of a service account's key file (Firebase console, project settings, service accounts); the account needs the role
    /// Firebase Cloud Messaging API Admin.
    /// </summary>
    public string? ServiceAccountJson { get; set; }

    /// <summary>Where messages are sent to.</summary>
    public string Endpoint { get; set; } = "https://fcm.googleapis.com";

    /// <summary>Why the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (string.IsNullOrEmpty(ServiceAccountJson))
                return "Channels__Fcm__ServiceAccountJson is not set.";
            return KeyVaultReference.IsUnresolved(ServiceAccountJson) ? KeyVaultReference.Sentence("Channels__Fcm__ServiceAccountJson") : null;
        }
    }
}
