using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Settings;

/// <summary>An account of the settings.</summary>
internal sealed class ConfiguredAccount(LocalSettings settings, int index, string sid)
{
    private readonly string prefix = $"Twilio__Accounts__{index}__";

    public string Sid => sid;

    public string? AuthToken => Value("AuthToken");

    /// <summary>The first API key that has a SID and a secret; null if the account has no such key.</summary>
    public TwilioApiKey? ApiKey =>
        Value("ApiKeys__0__Sid") is { Length: > 0 } keySid && Value("ApiKeys__0__Secret") is { Length: > 0 } secret
            ? new TwilioApiKey(sid, keySid, secret)
            : null;

    /// <summary>The settings of its first API key.</summary>
    public string ApiKeySettings => $"{prefix}ApiKeys__0__Sid and {prefix}ApiKeys__0__Secret";

    public static IEnumerable<ConfiguredAccount> ReadAll(LocalSettings settings)
    {
        for (var index = 0; settings[$"Twilio__Accounts__{index}__AccountSid"]?.Trim() is { } sid; index++)
            yield return new ConfiguredAccount(settings, index, sid);
    }

    public bool Is(string accountSid) => string.Equals(sid, accountSid, StringComparison.OrdinalIgnoreCase);

    /// <summary>As the app reads it, without its API keys.</summary>
    public TwilioAccountOptions ToOptions() => new()
    {
        AccountSid = sid,
        AuthToken = AuthToken,
        SecondaryAuthToken = Value("SecondaryAuthToken"),
        ParentAccountSid = Value("ParentAccountSid") is { Length: > 0 } parent ? parent : null,
    };

    private string? Value(string name) => settings[prefix + name]?.Trim();
}

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

/// <summary>The API key that signs access tokens of an account.</summary>
internal sealed record TwilioApiKey(string AccountSid, string Sid, string Secret)
{
    /// <summary>Returns the first API key of an account of the settings; of the first account if none is named.</summary>
    /// <exception cref="CommandFailedException">The account has no API key.</exception>
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
