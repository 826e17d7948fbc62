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
