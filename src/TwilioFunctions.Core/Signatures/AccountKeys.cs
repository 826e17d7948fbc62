using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Signatures;

/// <summary>The keys that are tried for an account, in order, and whether one of them cannot be read.</summary>
internal sealed record AccountKeys(SigningKey[] Keys, bool SomeUnavailable)
{
    public static AccountKeys Own(TwilioAccountOptions account)
    {
        var keys = new List<SigningKey>();
        var someUnavailable = false;
        Add("primary", account.AuthToken ?? "");
        if (!string.IsNullOrEmpty(account.SecondaryAuthToken))
            Add("secondary", account.SecondaryAuthToken);
        return new([.. keys], someUnavailable);

        void Add(string place, string token)
        {
            if (IsUnavailable(token))
                someUnavailable = true;
            else
                keys.Add(new SigningKey(account.AccountSid!, place, token, SignatureAlgorithm.HmacSha1));
        }
    }

    public AccountKeys ThenParent(AccountKeys parent) =>
        new([.. Keys, .. parent.Keys.Select(key => key.AsParent())], SomeUnavailable || parent.SomeUnavailable);

    public static bool IsUnavailable(string token) => token.Length == 0 || KeyVaultReference.IsUnresolved(token);
}

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

/// <summary>A key that requests are signed with, whose it is, and its place among the account's keys.</summary>
internal sealed class SigningKey(string accountSid, string place, string secret, SignatureAlgorithm algorithm)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    public string AccountSid => accountSid;

    public string Place => place;

    /// <summary>The same key, seen from a subaccount.</summary>
    public SigningKey AsParent() => new(accountSid, $"parent {place}", secret, algorithm);

    public bool Signed(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[SignatureAlgorithm.MaxSize];
        expected = expected[..algorithm.Size];
        algorithm.Sign(key, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
