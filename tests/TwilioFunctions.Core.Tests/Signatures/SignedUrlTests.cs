using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>Which URL counts as the one that Twilio called; signed by the npm package.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class SignedUrlTests(NodeTwilioFixture fixture)
{
    private readonly NodeTwilio node = fixture.Node;

    [Theory]
    [InlineData("https://example.com/x?a=1", "https://example.com/x?a=1")]
    [InlineData("https://example.com/x", "https://example.com:443/x")]
    [InlineData("http://example.com/x", "http://example.com:80/x")]
    [InlineData("https://example.com:443/x", "https://example.com/x")]
    [InlineData("https://example.com:8443/x", "https://example.com/x")]
    [InlineData("https://[2001:db8::1]/x", "https://[2001:db8::1]:443/x")]
    [InlineData("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]/x")]
    [InlineData("https://example.com/x?q=it's", "https://example.com/x?q=it%27s")]
    [InlineData("https://example.com/x?q=it%27s", "https://example.com/x?q=it's")]
    [InlineData("https://example.com:443/x?q=it%27s&r=%27", "https://example.com/x?q=it's&r='")]
    [InlineData("https://example.com/", "https://example.com")]
    [InlineData("https://example.com/?a=1", "https://example.com?a=1")]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://example.com/?a=1", "https://example.com:443?a=1")]
    [InlineData("https://example.com/x?a=%41|%7c%7C{}+%20&&=&é", "https://example.com/x?a=%41|%7c%7C{}+%20&&=&é")]
    [InlineData("https://example.com/x?a=1?b=2#c", "https://example.com/x?a=1?b=2#c")]
    public async Task UrlAsReceived_IsAcceptedInEveryFormThatTwilioSigns(string received, string signedUrl) =>
        Assert.Equal(SignatureResult.Valid, await VerifyAsync(null, received, signedUrl));

    [Theory]
    [InlineData("https://example.com", "https://example.com/api/x?a=%41")]
    [InlineData("https://example.com/", "https://example.com/api/x?a=%41")]
    [InlineData("https://example.com", "https://example.com:443/api/x?a=%41")]
    [InlineData("https://example.com:8443/a/b/", "https://example.com:8443/a/b/api/x?a=%41")]
    [InlineData("https://example.com:8443/a/b/", "https://example.com/a/b/api/x?a=%41")]
    [InlineData("HTTPS://User:Pa%3Ass@Example.COM/Hooks", "HTTPS://User:Pa%3Ass@Example.COM/Hooks/api/x?a=%41")]
    [InlineData("https://user:p@ss@example.com", "https://user:p@ss@example.com:443/api/x?a=%41")]
    public async Task PublicBaseUrl_TakesThePlaceOfSchemeAndHost(string publicBaseUrl, string signedUrl) =>
        Assert.Equal(SignatureResult.Valid, await VerifyAsync(publicBaseUrl, "http://localhost:7071/api/x?a=%41", signedUrl));

    [Theory]
    [InlineData("https://example.com/x?a=%41", "https://example.com/x?a=A")]
    [InlineData("https://example.com/x?a=%7c", "https://example.com/x?a=%7C")]
    [InlineData("https://Example.com/x", "https://example.com/x")]
    [InlineData("https://example.com/x", "http://example.com/x")]
    [InlineData("https://example.com/x", "https://example.com:80/x")]
    [InlineData("https://example.com/x/", "https://example.com/x")]
    [InlineData("https://example.com/X", "https://example.com/x")]
    [InlineData("https://example.com/x?a=1&b=2", "https://example.com/x?b=2&a=1")]
    [InlineData("https://example.com/it's", "https://example.com/it%27s")]
    public async Task OtherUrl_IsRefused(string received, string signedUrl) =>
        Assert.Equal(SignatureResult.Mismatch, await VerifyAsync(null, received, signedUrl));

    [Fact]
    public async Task HostOfTheRequest_DoesNotChooseTheUrl() =>
        Assert.Equal(
            SignatureResult.Mismatch,
            await VerifyAsync("https://example.com", "https://attacker.example/api/x", "https://attacker.example/api/x"));

    private async Task<SignatureResult> VerifyAsync(string? publicBaseUrl, string received, string signedUrl)
    {
        var (_, signature) = await node.SignAsync(signedUrl, null, null, "token");
        return Verifiers.With("token", publicBaseUrl).Verify(Verifiers.Get(received, signature), Verifiers.AccountSid).Result;
    }
}
