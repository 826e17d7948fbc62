using System.Collections.Frozen;

namespace TwilioFunctions.Core.Signatures;

/// <summary>The keys of all configured accounts.</summary>
internal sealed class KeyRing
{
    private readonly FrozenDictionary<string, AccountKeys> accounts;
    private readonly AccountKeys all;

    public KeyRing(IEnumerable<TwilioAccountOptions> accounts)
    {
        var configured = accounts.ToDictionary(account => account.AccountSid!, StringComparer.OrdinalIgnoreCase);
        var own = configured.ToDictionary(account => account.Key, account => AccountKeys.Own(account.Value), configured.Comparer);

        all = new([.. own.Values.SelectMany(keys => keys.Keys)], own.Values.Any(keys => keys.SomeUnavailable));
        this.accounts = configured.Keys.ToFrozenDictionary(sid => sid, WithParents, configured.Comparer);

        AccountKeys WithParents(string sid) =>
            configured[sid].ParentAccountSid is { } parent ? own[sid].ThenParent(WithParents(parent)) : own[sid];
    }

    /// <summary>How many accounts have a key that cannot be read, their own or a parent's.</summary>
    public int UnreadableAccounts => accounts.Values.Count(keys => keys.SomeUnavailable);

    /// <summary>
    /// The keys to try for the account that a request names, those of all accounts where it names none; null for an account that is
    /// not configured.
    /// </summary>
    public AccountKeys? For(string? accountSid) => accountSid is null ? all : accounts.GetValueOrDefault(accountSid);
}
