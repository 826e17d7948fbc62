using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.AccessTokens;

namespace TwilioFunctions.Core.Tests.AccessTokens;

public sealed class AccessTokenVerifierTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider time = new();
    private readonly AccessTokenVerifier verifier;

    public AccessTokenVerifierTests() => verifier = Tokens.Verifier(time);

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    [Theory]
    [InlineData(Tokens.AccountSid, Tokens.Key, Tokens.Secret)]
    [InlineData(Tokens.AccountSid, Tokens.SecondKey, Tokens.SecondSecret)]
    [InlineData(Tokens.OtherAccountSid, Tokens.OtherAccountsKey, Tokens.OtherAccountsSecret)]
    public void TokenOfAnyConfiguredKey_IsValidForTheAccountOfTheKey(string accountSid, string key, string secret)
    {
        var verification = verifier.Verify($"Bearer {Create(accountSid, key, secret)}");

        Assert.Equal((AccessTokenResult.Valid, key, accountSid, "bob/é %2F"), (verification.Result, verification.ApiKeySid, verification.AccountSid, verification.Identity));
    }

    [Fact]
    public void SidsInOtherLetters_AreSpelledAsConfigured()
    {
        var verification = verifier.Verify($"bearer  {Create(Tokens.AccountSid.ToUpperInvariant(), Tokens.Key.ToLowerInvariant(), Tokens.Secret)} ");

        Assert.Equal((AccessTokenResult.Valid, Tokens.AccountSid), (verification.Result, verification.AccountSid));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public void NoToken_IsMissing(string? header) => Assert.Equal(AccessTokenResult.Missing, verifier.Verify(header).Result);

    [Theory]
    [InlineData("Bearer a")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer a.b.c.d")]
    [InlineData("Bearer e30.e30.x, Bearer e30.e30.x")]
    [InlineData("Bearer e30=.e30.x")]
    [InlineData("Bearer e3 0.e30.x")]
    [InlineData("Bearer e30.W10.x")]
    [InlineData("Bearer bnVsbA.e30.x")]
    public void WhatIsNoTokenAtAll_IsMalformed(string header) => Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(header).Result);

    [Fact]
    public void TokenOfMoreThan16KiB_IsMalformed()
    {
        var padding = new string('x', 12 * 1024);

        Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}},"padding":"{{padding}}"}""")).Result);
        Assert.Equal(AccessTokenResult.Valid, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}},"padding":"{{padding[..(11 * 1024)]}}"}""")).Result);
    }

    [Theory]
    [InlineData("""{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=2"}""")]
    [InlineData("""{"typ":"JWT","alg":"HS256"}""")]
    [InlineData("""{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1","crit":["b64"],"b64":false}""")]
    [InlineData("""{"typ":"JWT","alg":"none","alg":"HS256","cty":"twilio-fpa;v=1"}""")]
    public void HeaderThatIsNotTwilios_IsMalformed(string header) =>
        Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}}}""", header)).Result);

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("hs256")]
    [InlineData("HS512")]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("")]
    public void OtherAlgorithm_IsRefusedHoweverItIsSigned(string algorithm)
    {
        var header = Tokens.Header.Replace("HS256", algorithm, StringComparison.Ordinal);
        var signed = Tokens.Bearer($$"""{{{Claims()}}}""", header);

        Assert.Equal(AccessTokenResult.WrongAlgorithm, verifier.Verify(signed).Result);
        Assert.Equal(AccessTokenResult.WrongAlgorithm, verifier.Verify(signed[..(signed.LastIndexOf('.') + 1)]).Result);
    }

    [Fact]
    public void KeyThatIsNotConfigured_IsUnknown() =>
        Assert.Equal(AccessTokenResult.UnknownKey, verifier.Verify($"Bearer {Create(Tokens.AccountSid, "SK00000000000000000000000000000009", Tokens.Secret)}").Result);

    [Fact]
    public void KeyThatCannotBeRead_IsOurFault()
    {
        var verification = verifier.Verify($"Bearer {Create(Tokens.AccountSid, Tokens.UnreadableKey, Tokens.Secret)}");

        Assert.Equal((AccessTokenResult.KeyUnavailable, Tokens.UnreadableKey, null), (verification.Result, verification.ApiKeySid, verification.AccountSid));
    }

    [Theory]
    [InlineData(Tokens.SecondSecret)]
    [InlineData(Tokens.OtherAccountsSecret)]
    [InlineData("")]
    public void SecretOfAnotherKey_IsABadSignature(string secret) =>
        Assert.Equal(AccessTokenResult.BadSignature, verifier.Verify($"Bearer {Create(Tokens.AccountSid, Tokens.Key, secret)}").Result);

    [Fact]
    public void OtherSpellingOfTheSameSignature_IsABadSignature()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = Tokens.Bearer($$"""{{{Claims()}}}""");

        // The last letter of 32 bytes carries four bits; the two others are nothing.
        var others = Letters.Where(letter => Letters.IndexOf(letter, StringComparison.Ordinal) / 4 == Letters.IndexOf(token[^1], StringComparison.Ordinal) / 4 && letter != token[^1]);

        Assert.All(others, letter => Assert.Equal(AccessTokenResult.BadSignature, verifier.Verify(token[..^1] + letter).Result));
        Assert.Equal(AccessTokenResult.BadSignature, verifier.Verify(token + "=").Result);
    }

    [Theory]
    [InlineData("SK00000000000000000000000000000003")]
    [InlineData("../../dev/null")]
    [InlineData("")]
    public void KeyId_SelectsNothing(string keyId)
    {
        var header = $$"""{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1","kid":"{{keyId}}"}""";

        Assert.Equal(AccessTokenResult.Valid, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}}}""", header)).Result);
        Assert.Equal(AccessTokenResult.BadSignature, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}}}""", header, Tokens.OtherAccountsSecret)).Result);
    }

    [Theory]
    [InlineData(""","sub":"AC0000000000000000000000000000000b" """)]
    [InlineData(""","iss":"SK00000000000000000000000000000003" """)]
    [InlineData(""","exp":99999999999""")]
    [InlineData(""","grants":{"identity":"alice"}""")]
    [InlineData(""","other":{"identity":"alice","identity":"bob"}""")]
    public void ClaimThatStandsTwice_IsMalformed(string second) =>
        Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}}{{second}}}""")).Result);

    [Fact]
    public void BytesAfterTheClaims_AreMalformed() =>
        Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}}}{}""")).Result);

    [Theory]
    [InlineData(Tokens.OtherAccountSid)]
    [InlineData("")]
    public void SubjectThatIsNotTheAccountOfTheKey_IsAnotherAccount(string accountSid) =>
        Assert.Equal(AccessTokenResult.WrongAccount, verifier.Verify($"Bearer {Create(accountSid, Tokens.Key, Tokens.Secret)}").Result);

    [Fact]
    public void Expiry_IsJudgedWith30SecondsOfSkew()
    {
        var token = $"Bearer {Create(Tokens.AccountSid, Tokens.Key, Tokens.Secret)}";

        time.Advance(Hour + TimeSpan.FromSeconds(29));
        Assert.Equal(AccessTokenResult.Valid, verifier.Verify(token).Result);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AccessTokenResult.Expired, verifier.Verify(token).Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","exp":"99999999999" """)]
    public void TokenThatNeverEnds_CountsAsExpired(string expiry) =>
        Assert.Equal(AccessTokenResult.Expired, verifier.Verify(Tokens.Bearer($$"""{{{Claims(expiry)}}}""")).Result);

    [Fact]
    public void NotBefore_IsJudgedWith30SecondsOfSkew()
    {
        var token = Tokens.Bearer($$"""{{{Claims()}},"nbf":{{Now + 60.5}}}""");

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(AccessTokenResult.NotYetValid, verifier.Verify(token).Result);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AccessTokenResult.Valid, verifier.Verify(token).Result);
    }

    [Fact]
    public void NotBeforeInAString_IsNotYetValid() =>
        Assert.Equal(AccessTokenResult.NotYetValid, verifier.Verify(Tokens.Bearer($$"""{{{Claims()}},"nbf":"0"}""")).Result);

    [Theory]
    [InlineData(""","exp":null""")]
    [InlineData(""","exp":1e999""")]
    [InlineData(""","exp":[1]""")]
    [InlineData(""","exp":4102444800,"nbf":null""")]
    public void TimesThatThePackageCannotRead_AreMalformed(string times) =>
        Assert.Equal(AccessTokenResult.Malformed, verifier.Verify(Tokens.Bearer($$"""{{{Claims(times)}}}""")).Result);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"identity":""}""")]
    [InlineData("""{"identity":7}""")]
    [InlineData("""{"identity":"\ud800"}""")]
    [InlineData("""[]""")]
    public void TokenOfNobody_HasNoIdentity(string grants)
    {
        var claims = $$"""{"iss":"{{Tokens.Key}}","sub":"{{Tokens.AccountSid}}","exp":{{Now + 60}},"grants":{{grants}}}""";

        Assert.Equal(AccessTokenResult.NoIdentity, verifier.Verify(Tokens.Bearer(claims)).Result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 3600 + 1)]
    public void LifetimeThatTwilioRefuses_IsNotMade(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AccessTokenSigner.Create(
            Tokens.AccountSid, Tokens.Key, Tokens.Secret, "bob", TimeSpan.FromSeconds(seconds), time.GetUtcNow()));

    private string Claims(string? expiry = null) =>
        $"\"iss\":\"{Tokens.Key}\",\"sub\":\"{Tokens.AccountSid}\",\"grants\":{{\"identity\":\"bob\"}}{expiry ?? $",\"exp\":{Now + 3600}"}";

    private string Create(string accountSid, string key, string secret) =>
        AccessTokenSigner.Create(accountSid, key, secret, "bob/é %2F", Hour, time.GetUtcNow());
}
