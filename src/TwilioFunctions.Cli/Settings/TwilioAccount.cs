namespace TwilioFunctions.Cli.Settings;

/// <summary>The account whose token signs.</summary>
internal sealed record TwilioAccount(string Sid, string AuthToken)
{
    /// <summary>Takes what the options name, and what they leave out from the accounts of the settings.</summary>
    /// <exception cref="CommandFailedException">Neither names an account and its token.</exception>
    public static TwilioAccount From(LocalSettings settings, string? accountSid, string? authToken)
    {
        var configured = ConfiguredAccount.ReadAll(settings).ToArray();
        var sid = accountSid ?? configured.FirstOrDefault()?.Sid
            ?? throw new CommandFailedException(
                "No account is known: pass --account-sid and --auth-token, or set Twilio__Accounts__0__AccountSid in local.settings.json " +
                "(`up` makes that file).");
        var token = authToken ?? configured.FirstOrDefault(account => account.Is(sid))?.AuthToken
            ?? throw new CommandFailedException(
                $"No auth token is known for {sid}: pass --auth-token, or set Twilio__Accounts__0__AuthToken beside its AccountSid " +
                "in local.settings.json.");
        return new TwilioAccount(sid, token);
    }
}
