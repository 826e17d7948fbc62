namespace TwilioFunctions.Cli.Settings;

/// <summary>The API key that signs access tokens of an account.</summary>
internal sealed record TwilioApiKey(string AccountSid, string Sid, string Secret)
{
    /// <summary>The first API key of an account of the settings, the first account's where none is named.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public static TwilioApiKey From(LocalSettings settings, string? accountSid)
    {
        var account = ConfiguredAccount.ReadAll(settings).FirstOrDefault(account => accountSid is null || account.Is(accountSid))
            ?? throw new CommandFailedException(
                $"The settings have no account{(accountSid is null ? "" : $" {accountSid}")}: set Twilio__Accounts__0__AccountSid in local.settings.json " +
                "(`up` makes that file).");
        return account.ApiKey ?? throw new CommandFailedException(
            $"{account.Sid} has no API key: set {account.ApiKeySettings} in local.settings.json, as local.settings.sample.json does for local use.");
    }
}
