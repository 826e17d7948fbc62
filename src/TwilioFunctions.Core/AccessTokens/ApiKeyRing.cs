using System.Collections.Frozen;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>The API keys of all configured accounts.</summary>
internal sealed class ApiKeyRing(IEnumerable<TwilioAccountOptions> accounts)
{
    private readonly FrozenDictionary<string, ApiKey> keys = accounts
        .SelectMany(account => account.ApiKeys, (account, key) => new ApiKey(account.AccountSid!, key.Sid!, Readable(key.Secret)))
        .ToFrozenDictionary(key => key.Sid, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key of this SID; null for one that is not configured.</summary>
    public ApiKey? Find(string sid) => keys.GetValueOrDefault(sid);

    private static string? Readable(string? secret) => AccountKeys.IsUnavailable(secret ?? "") ? null : secret;
}
