namespace TwilioFunctions.Cli.Setup;

/// <summary>The credentials that the Twilio CLI takes from the environment: an API key before the auth token.</summary>
internal static class EnvironmentCredentials
{
    public static string? AccountSid => Variable("TWILIO_ACCOUNT_SID");

    public static (string User, string Password)? Read() => (AccountSid, Variable("TWILIO_API_KEY"), Variable("TWILIO_API_SECRET"), Variable("TWILIO_AUTH_TOKEN")) switch
    {
        (null, _, _, _) => null,
        (_, { } key, { } secret, _) => (key, secret),
        ({ } account, _, _, { } token) => (account, token),
        _ => null,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
