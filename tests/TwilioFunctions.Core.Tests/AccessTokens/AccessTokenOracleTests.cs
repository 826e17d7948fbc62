using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Core.Tests.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.AccessTokens;

/// <summary>Tokens of Twilio's npm and NuGet packages are accepted like ours, and ours like theirs.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class AccessTokenOracleTests(NodeTwilioFixture fixture)
{
    private const int TokensOfEachPackage = 5000;

    private readonly NodeTwilio node = fixture.Node;
    private readonly AccessTokenVerifier verifier = Tokens.Verifier(TimeProvider.System);

    [Theory]
    [InlineData("bob")]
    [InlineData("client:bob@example.com/a%2Fb+c d")]
    [InlineData("Zoë \"🦊\" \\ \n")]
    public async Task TokenOfTheNpmPackage_IsValid(string identity)
    {
        var token = await node.AccessTokenAsync(new(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity));

        var verification = verifier.Verify($"Bearer {token}");

        Assert.Equal((AccessTokenResult.Valid, Tokens.AccountSid, identity), (verification.Result, verification.AccountSid, verification.Identity));
    }

    [Fact]
    public async Task TokenOfTheNpmPackageThatHasNotBegun_IsNotYetValid()
    {
        var token = await node.AccessTokenAsync(
            new(Tokens.AccountSid, Tokens.Key, Tokens.Secret, "bob", Lifetime: 7200, NotBefore: DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()));

        Assert.Equal(AccessTokenResult.NotYetValid, verifier.Verify($"Bearer {token}").Result);
    }

    /// <summary>The same tokens by both packages, 10,000 in all, verified now and after they have ended.</summary>
    [Fact]
    public async Task TokensOfTheNpmAndTheNuGetPackage_AreVerifiedAlike()
    {
        var afterwards = Tokens.Verifier(new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(3)));
        var random = new Random(11);
        var cases = Enumerable.Range(0, TokensOfEachPackage).Select(_ => AnyToken(random)).ToArray();

        var npm = await node.AccessTokensAsync(cases.Select(token => token.Token));
        var nuget = cases.Select(token => OfTheNuGetPackage(token.Token));

        foreach (var (token, text) in cases.Concat(cases).Zip(npm.Concat(nuget)))
        {
            var verification = verifier.Verify($"Bearer {text}");
            Assert.Equal(token.Expected, verification.Result);
            Assert.Equal(token.Expected == AccessTokenResult.Valid ? token.Token.Identity : null, verification.Identity);
            var hasTime = token.Expected is AccessTokenResult.Valid or AccessTokenResult.NotYetValid;
            Assert.Equal(hasTime ? AccessTokenResult.Expired : token.Expected, afterwards.Verify($"Bearer {text}").Result);
        }
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("Zoë \"🦊\" \\ \n")]
    public async Task OurToken_IsReadByAnotherPackageAsTwiliosWouldBe(string identity)
    {
        var now = DateTimeOffset.UtcNow;
        var ours = await node.ReadAccessTokenAsync(
            AccessTokenSigner.Create(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity, TimeSpan.FromHours(1), now), Tokens.Secret);
        var theirs = await node.ReadAccessTokenAsync(
            await node.AccessTokenAsync(new(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity)), Tokens.Secret);

        Assert.True(JsonElement.DeepEquals(theirs.GetProperty("header"), ours.GetProperty("header")));
        var payload = ours.GetProperty("payload");
        Assert.Equal($"{Tokens.Key}-{now.ToUnixTimeSeconds()}", payload.GetProperty("jti").GetString());
        Assert.Equal(now.ToUnixTimeSeconds() + 3600, payload.GetProperty("exp").GetInt64());
        foreach (var claim in (string[])["iss", "sub", "grants"])
        {
            Assert.True(
                JsonElement.DeepEquals(theirs.GetProperty("payload").GetProperty(claim), payload.GetProperty(claim)),
                $"{claim}: {payload.GetProperty(claim)}");
        }
    }

    private static (NodeAccessToken Token, AccessTokenResult Expected) AnyToken(Random random)
    {
        string[] letters = ["a", "Z", "0", "_", "-", ".", ":", "@", "/", "+", "%2F", " ", "\"", "\\", "\n", "é", "ß", "漢", "🦊", "</", "\u2028"];
        var identity = string.Concat(random.GetItems(letters, random.Next(1, 60)));
        var token = new NodeAccessToken(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity, random.Next(3600, 7200));
        return random.Next(10) switch
        {
            0 => (token with { ApiKeySecret = Tokens.SecondSecret }, AccessTokenResult.BadSignature),
            1 => (token with { ApiKeySid = Tokens.SecondKey }, AccessTokenResult.BadSignature),
            2 => (token with { ApiKeySid = "SK00000000000000000000000000000009" }, AccessTokenResult.UnknownKey),
            3 => (token with { AccountSid = Tokens.OtherAccountSid }, AccessTokenResult.WrongAccount),
            4 => (token with { NotBefore = DateTimeOffset.UtcNow.AddMinutes(30).ToUnixTimeSeconds() }, AccessTokenResult.NotYetValid),
            5 => (token with { ApiKeySid = Tokens.SecondKey, ApiKeySecret = Tokens.SecondSecret }, AccessTokenResult.Valid),
            _ => (token, AccessTokenResult.Valid),
        };
    }

    private static string OfTheNuGetPackage(NodeAccessToken token) => new Twilio.Jwt.AccessToken.Token(
        token.AccountSid,
        token.ApiKeySid,
        token.ApiKeySecret,
        token.Identity,
        DateTime.UtcNow.AddSeconds(token.Lifetime),
        token.NotBefore is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null,
        [new Twilio.Jwt.AccessToken.VoiceGrant { IncomingAllow = true }]).ToJwt();
}
