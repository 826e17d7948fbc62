using System.Text.Json;

namespace TwilioFunctions.Cli.Setup;

/// <summary>Whose credentials the commands use: the Twilio CLI may take a profile's, curl has the environment's alone.</summary>
internal sealed class SetupAccount(SetupPlan plan, TwilioProgram twilio)
{
    /// <summary>The account of the credentials; null when the Twilio CLI does not say.</summary>
    /// <exception cref="CommandFailedException">They are another account's, those of two accounts, or missing.</exception>
    public async Task<string?> ConfirmAsync(CancellationToken cancellationToken)
    {
        var used = plan.Profile is null && EnvironmentCredentials.Read() is not null
            ? EnvironmentCredentials.AccountSid
            : await OfProfileAsync(cancellationToken);
        if (plan.AccountSid is { } named && used is not null && named != used)
            throw new CommandFailedException($"The Twilio CLI would change {used}, not {named}: set {SetupSession.AccountVariable} and TWILIO_AUTH_TOKEN, or name another --profile.");

        if (!plan.Without.Contains(SetupItems.CallNotifications))
            ConfirmCurl(used ?? plan.AccountSid);
        return used ?? plan.AccountSid;
    }

    private static void ConfirmCurl(string? accountSid)
    {
        const string Otherwise = $"or leave the Voice Client Configuration out with --without {SetupItems.CallNotifications}.";
        if (EnvironmentCredentials.Read() is null)
        {
            throw new CommandFailedException(
                $"The Voice Client Configuration has no command in the Twilio CLI, and curl has no profiles: set {SetupSession.AccountVariable} and " +
                $"TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET), {Otherwise}");
        }

        if (accountSid is not null && EnvironmentCredentials.AccountSid != accountSid)
            throw new CommandFailedException($"The environment's credentials are those of {EnvironmentCredentials.AccountSid}, not of {accountSid}: change them, {Otherwise}");
    }

    private async Task<string?> OfProfileAsync(CancellationToken cancellationToken)
    {
        var result = await twilio.RunAsync(TwilioCommands.Profiles(), cancellationToken);
        try
        {
            var profiles = JsonSerializer.Deserialize(result.StandardOutput, SetupJson.Default.IReadOnlyListProfileAnswer) ?? [];
            return profiles.FirstOrDefault(profile => profile.Id == plan.Profile || (plan.Profile is null && profiles.Count == 1))?.AccountSid;
        }
        catch (JsonException)
        {
            // There is none, and the first command will say so.
            return null;
        }
    }
}
