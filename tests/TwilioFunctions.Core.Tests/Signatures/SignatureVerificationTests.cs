using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>What is logged of a request.</summary>
public sealed class SignatureVerificationTests
{
    [Theory]
    [InlineData(null, "http://localhost:7071/api/x?foo=1", "http://localhost:7071/api/x?foo=1")]
    [InlineData("https://api.example.com/hooks/", "http://localhost:7071/api/x?foo=1", "https://api.example.com/hooks/api/x?foo=1")]
    [InlineData("https://user:p:a@ss@Example.com", "http://localhost/api/x", "https://user:***@Example.com/api/x")]
    [InlineData("https://user@example.com", "http://localhost/api/x", "https://user@example.com/api/x")]
    [InlineData(null, "https://example.com/a:b/c@d?e:f@g", "https://example.com/a:b/c@d?e:f@g")]
    [InlineData(null, "https://example.com/x?code=a%2Fb==&bodySHA256=0a1ff763", "https://example.com/x?code=***&bodySHA256=0a1ff763")]
    [InlineData(null, "https://example.com/x?a=1&Secret=a%2Fb==&bodySHA256=0a1ff763", "https://example.com/x?a=1&Secret=***&bodySHA256=0a1ff763")]
    [InlineData(null, "https://example.com/x?To=%2B18005551212&By=client%3Aalice", "https://example.com/x?To=***12&By=client%3Aalice")]
    [InlineData(null, "https://example.com/x?From=+14158675309", "https://example.com/x?From=***09")]
    public void RefusedRequest_ShowsTheUrlWithoutSecrets(string? publicBaseUrl, string received, string expected)
    {
        var verification = Verifiers.With("token", publicBaseUrl).Verify(Verifiers.Get(received, "signature"), Verifiers.AccountSid);

        Assert.Equal(expected, verification.Url);
    }

    [Fact]
    public void AcceptedRequest_ShowsTheUrlThatWasSigned()
    {
        var vector = PublishedVector.All.Single(vector => vector.Id == "node-443-signed-only");

        var verification = Verifiers.With(vector.AuthToken).Verify(Verifiers.Get(vector.Url, vector.Signature), Verifiers.AccountSid);

        Assert.Equal("https://example.com:443/path?test=param", verification.Url);
    }

    [Fact]
    public void DefaultValue_IsNotValid()
    {
        var nothing = default(SignatureVerification);

        Assert.NotEqual(SignatureResult.Valid, nothing.Result);
        Assert.Equal("", nothing.Url);
    }
}
