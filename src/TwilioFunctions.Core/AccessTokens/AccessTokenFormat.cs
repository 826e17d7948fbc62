namespace TwilioFunctions.Core.AccessTokens;

/// <summary>Twilio's format: a JSON Web Token, https://www.twilio.com/docs/iam/access-tokens#jwt-format.</summary>
internal static class AccessTokenFormat
{
    /// <summary>The only algorithm: a token must not choose another, least of all none.</summary>
    public const string Algorithm = "HS256";

    /// <summary>Tells an access token from what else an API key may sign.</summary>
    public const string ContentType = "twilio-fpa;v=1";

    /// <summary>In characters of its encoded form: far more than any grants need.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The longest that Twilio lets a token live.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    /// <summary>How far the clocks of the maker and ours may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
}
