using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.AccessTokens;

/// <summary>Two accounts with API keys, and tokens of any shape.</summary>
internal static class Tokens
{
    public const string AccountSid = "AC0000000000000000000000000000000a";
    public const string OtherAccountSid = "AC0000000000000000000000000000000b";
    public const string Key = "SK00000000000000000000000000000001";
    public const string SecondKey = "SK00000000000000000000000000000002";
    public const string OtherAccountsKey = "SK00000000000000000000000000000003";
    public const string UnreadableKey = "SK00000000000000000000000000000004";

    // As long as Twilio's; its NuGet package refuses shorter ones.
    public const string Secret = "TheSecretOfTheKeyIn32CharactersX";
    public const string SecondSecret = "TheSecretOfTheSecondKeyWith32Chr";
    public const string OtherAccountsSecret = "TheSecretOfTheOtherAccountsKey32";
    public const string Header = """{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}""";

    public static AccessTokenVerifier Verifier(TimeProvider time)
    {
        var options = new TwilioOptions
        {
            Accounts =
            {
                new()
                {
                    AccountSid = AccountSid,
                    ApiKeys =
                    {
                        new() { Sid = Key, Secret = Secret },
                        new() { Sid = SecondKey, Secret = SecondSecret },
                        new() { Sid = UnreadableKey, Secret = "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/key)" },
                    },
                },
                new() { AccountSid = OtherAccountSid, ApiKeys = { new() { Sid = OtherAccountsKey, Secret = OtherAccountsSecret } } },
            },
        };
        return new AccessTokenVerifier(Options.Create(options), time);
    }

    /// <summary>Nothing in a verification waits: the task has completed.</summary>
    public static AccessTokenVerification Verify(this AccessTokenVerifier verifier, string? header)
    {
        var verification = verifier.VerifyAsync(header);
        Assert.True(verification.IsCompletedSuccessfully);
        return verification.Result;
    }

    /// <summary>The header that carries a token of any header and payload, signed whatever they say.</summary>
    public static string Bearer(string payload, string header = Header, string secret = Secret) =>
        $"Bearer {Sign(Part(header), Part(payload), secret)}";

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>Signs two encoded parts by hand, as RFC 7515 says.</summary>
    public static string Sign(string header, string payload, string secret)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{header}.{payload}"));
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }
}
