using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Settings;

/// <summary>An account of the settings.</summary>
internal sealed class ConfiguredAccount(LocalSettings settings, int index, string sid)
{
    private readonly string prefix = $"Twilio__Accounts__{index}__";

    public string Sid => sid;

    public string? AuthToken => Value("AuthToken");

    /// <summary>The first of its API keys that has both parts; null when there is none.</summary>
    public TwilioApiKey? ApiKey =>
        Value("ApiKeys__0__Sid") is { Length: > 0 } keySid && Value("ApiKeys__0__Secret") is { Length: > 0 } secret
            ? new TwilioApiKey(sid, keySid, secret)
            : null;

    /// <summary>What its first API key is set with.</summary>
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
