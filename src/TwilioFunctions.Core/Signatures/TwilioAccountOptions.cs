namespace TwilioFunctions.Core.Signatures;

/// <summary>A Twilio account whose webhooks are accepted, and its keys.</summary>
public sealed class TwilioAccountOptions
{
    /// <summary><c>AC</c> and 32 hexadecimal digits.</summary>
    public string? AccountSid { get; set; }

    /// <summary>The primary auth token, which signs the account's webhooks. A subaccount has one of its own.</summary>
    public string? AuthToken { get; set; }

    /// <summary>
    /// The secondary auth token, accepted as well. Set it before it is promoted, so that no webhook is refused meanwhile:
    /// https://www.twilio.com/docs/iam/api/authtoken.
    /// </summary>
    public string? SecondaryAuthToken { get; set; }

    /// <summary>A configured account whose keys are tried after this one's: a parent's sink can carry a subaccount's events.</summary>
    public string? ParentAccountSid { get; set; }

    /// <summary>The API keys whose access tokens prove who a device belongs to. Several at once, so that one can be replaced.</summary>
    public IList<TwilioApiKeyOptions> ApiKeys { get; } = [];
}
