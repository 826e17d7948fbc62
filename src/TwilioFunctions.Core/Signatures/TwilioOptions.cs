using System.ComponentModel.DataAnnotations;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Whose requests are accepted, and under which URL Twilio sends them: section <c>Twilio</c>.</summary>
public sealed class TwilioOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Twilio";

    /// <summary>
    /// Scheme, host and, where they are part of the URLs given to Twilio, user info, port and a path that a proxy takes away:
    /// <c>https://user:password@api.example.com/hooks</c>. Written as in the URLs given to Twilio, which signs them letter by letter.
    /// Without it: <c>https://{WEBSITE_HOSTNAME}</c> in Azure, elsewhere what the request itself says.
    /// </summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>False accepts every request. The app refuses to start so in Azure.</summary>
    public bool VerifySignatures { get; set; } = true;

    /// <summary>The accounts; at least one.</summary>
    [MinLength(1, ErrorMessage = "Twilio__Accounts__0__AccountSid is not set: name at least one Twilio account.")]
    public IList<TwilioAccountOptions> Accounts { get; } = [];

    /// <summary>The configured account of this SID, whatever the case of its letters; null when there is none.</summary>
    public TwilioAccountOptions? FindAccount(string? accountSid) =>
        Accounts.FirstOrDefault(account => string.Equals(account.AccountSid, accountSid, StringComparison.OrdinalIgnoreCase));
}
