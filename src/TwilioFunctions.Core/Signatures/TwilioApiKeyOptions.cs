namespace TwilioFunctions.Core.Signatures;

/// <summary>An API key of an account: https://www.twilio.com/docs/iam/api-keys.</summary>
public sealed class TwilioApiKeyOptions
{
    /// <summary><c>SK</c> and 32 hexadecimal digits.</summary>
    public string? Sid { get; set; }

    /// <summary>The secret that signs the account's access tokens.</summary>
    public string? Secret { get; set; }
}
