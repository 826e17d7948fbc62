using System.Text.Json;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Core.Tests.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.AccessTokens;

/// <summary>Tokens of Twilio's npm package are ours, and ours are those of others.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class AccessTokenOracleTests(NodeTwilioFixture fixture)
{
    private readonly NodeTwilio node = fixture.Node;
    private readonly AccessTokenVerifier verifier = Tokens.Verifier(TimeProvider.System);

    [Theory]
    [InlineData("bob")]
    [InlineData("client:bob@example.com/a%2Fb+c d")]
    [InlineData("Zoë \"🦊\" \\ \n")]
    public async Task TokenOfTheNpmPackage_IsValid(string identity)
    {
        var token = await node.AccessTokenAsync(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity);

        var verification = verifier.Verify($"Bearer {token}");

        Assert.Equal((AccessTokenResult.Valid, Tokens.AccountSid, identity), (verification.Result, verification.AccountSid, verification.Identity));
    }

    [Fact]
    public async Task TokenOfTheNpmPackageThatHasNotBegun_IsNotYetValid()
    {
        var token = await node.AccessTokenAsync(
            Tokens.AccountSid, Tokens.Key, Tokens.Secret, "bob", lifetime: 7200, notBefore: DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds());

        Assert.Equal(AccessTokenResult.NotYetValid, verifier.Verify($"Bearer {token}").Result);
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
            await node.AccessTokenAsync(Tokens.AccountSid, Tokens.Key, Tokens.Secret, identity), Tokens.Secret);

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
}
