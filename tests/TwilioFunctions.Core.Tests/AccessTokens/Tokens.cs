using System.Buffers.Text;
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
    public const string Secret = "the secret of the key";
    public const string SecondSecret = "the secret of the second key";
    public const string OtherAccountsSecret = "the secret of the other account's key";
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

    /// <summary>The header that carries a token of any header and payload, signed whatever they say.</summary>
    public static string Bearer(string payload, string header = Header, string secret = Secret) =>
        $"Bearer {AccessTokenSigner.Sign(Part(header), Part(payload), secret)}";

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
