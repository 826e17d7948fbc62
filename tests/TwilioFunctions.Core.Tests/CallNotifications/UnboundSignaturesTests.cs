using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Tests.Signatures;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>The compatibility mode. Signatures are those of Twilio's npm package, made as Twilio's sample for iOS checks them.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class UnboundSignaturesTests(NodeTwilioFixture fixture)
{
    private const string Token = "the-auth-token";
    private const string Secret = "0123456789abcdefghijklmnopqrstuv";
    private const string Received = "http://localhost:7071/api/twilio/call-notifications";
    private const string Path = "/api/twilio/call-notifications";

    private readonly List<string> warnings = [];

    [Theory]
    [InlineData("https://ring.example.com", "https://ring.example.com")]
    [InlineData("https://ring.example.com", "https://ring.example.com/")]
    [InlineData("https://ring.example.com", "https://ring.example.com:443")]
    [InlineData("https://ring.example.com/hooks", "https://ring.example.com")]
    [InlineData("https://user:pass@ring.example.com:8443", "https://user:pass@ring.example.com:8443")]
    public async Task SignatureOfTheBareOrigin_IsAcceptedAndNamed(string publicBaseUrl, string signedUrl)
    {
        var verification = await VerifyAsync(publicBaseUrl, $"{Received}?secret={Secret}", signedUrl);

        Assert.Equal((SignatureResult.Valid, Verifiers.AccountSid), (verification?.Result ?? default, verification?.AccountSid));
        Assert.Contains("bare origin", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignatureOfTheUrlWithoutBodyHash_IsAcceptedAndNamedWithoutTheSecret()
    {
        var verification = await VerifyAsync("https://ring.example.com", $"{Received}?secret={Secret}", $"https://ring.example.com{Path}?secret={Secret}");

        Assert.Equal(SignatureResult.Valid, verification?.Result);
        var line = Assert.Single(warnings);
        Assert.Contains("without bodySHA256", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutABaseUrl_TheOriginIsTheRequestsOwn() =>
        Assert.NotNull(await VerifyAsync(null, $"{Received}?secret={Secret}", "http://localhost:7071"));

    [Theory]
    [InlineData("")]
    [InlineData("?secret=")]
    [InlineData("?secret=0123456789abcdefghijklmnopqrstuV")]
    [InlineData($"?Secret={Secret}")]
    [InlineData($"?notsecret={Secret}")]
    [InlineData($"?secret={Secret}x")]
    public async Task WrongOrMissingSecret_IsAsIfTheModeWereOff(string query)
    {
        Assert.Null(await VerifyAsync("https://ring.example.com", Received + query, "https://ring.example.com"));
        Assert.Null(await VerifyAsync("https://ring.example.com", Received + query, $"https://ring.example.com{Path}{query}"));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task SecretThatIsPercentEncoded_IsTheSame() =>
        Assert.NotNull(await VerifyAsync("https://ring.example.com", $"{Received}?a=1&secret=%30{Secret[1..]}", "https://ring.example.com"));

    [Fact]
    public async Task ModeThatIsOff_AcceptsNothing() =>
        Assert.Null(await VerifyAsync("https://ring.example.com", $"{Received}?secret={Secret}", "https://ring.example.com", new CallNotificationOptions { UrlSecret = Secret }));

    [Fact]
    public async Task SecretThatAzureCouldNotResolve_AcceptsNothing()
    {
        var reference = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/url)";
        var options = new CallNotificationOptions { AcceptUnboundSignatures = true, UrlSecret = reference };

        Assert.Null(await VerifyAsync("https://ring.example.com", $"{Received}?secret={Uri.EscapeDataString(reference)}", "https://ring.example.com", options));
    }

    [Theory]
    [InlineData("https://other.example.com")]
    [InlineData("https://ring.example.com/api")]
    [InlineData("https://ring.example.com/api/twilio/call-notifications")]
    public async Task SignatureOfAnotherUrl_IsRefused(string signedUrl) =>
        Assert.Null(await VerifyAsync("https://ring.example.com", $"{Received}?secret={Secret}", signedUrl));

    [Fact]
    public async Task SignatureByAnotherToken_IsRefused() =>
        Assert.Null(await VerifyAsync("https://ring.example.com", $"{Received}?secret={Secret}", "https://ring.example.com", token: "another"));

    [Theory]
    [InlineData("https://ring.example.com")]
    [InlineData("https://ring.example.com" + Path + "?secret=" + Secret + "&bodySHA256=00")]
    public async Task BodyHashOfAnotherBody_IsRefusedWhateverIsSigned(string signedUrl) =>
        Assert.Null(await VerifyAsync("https://ring.example.com", $"{Received}?secret={Secret}&bodySHA256=00", signedUrl));

    private async Task<SignatureVerification?> VerifyAsync(
        string? publicBaseUrl, string received, string signedUrl, CallNotificationOptions? options = null, string token = Token)
    {
        var signed = await fixture.Node.SignAsync(signedUrl, [], null, token);
        var request = Verifiers.Post(received, signed.Signature, "application/json", Encoding.UTF8.GetBytes(Notifications.Json("bob")));
        var verifier = Verifiers.With(Token, publicBaseUrl);
        var strict = verifier.Verify(request, Verifiers.AccountSid);
        Assert.NotEqual(SignatureResult.Valid, strict.Result);

        var logger = new Mock<ILogger<UnboundSignatures>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        logger.Setup(log => log.Log(LogLevel.Warning, It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call => warnings.Add(call.Arguments[2].ToString()!)));
        return new UnboundSignatures(verifier, Options.Create(options ?? new CallNotificationOptions { AcceptUnboundSignatures = true, UrlSecret = Secret }), logger.Object)
            .Verify(request, Verifiers.AccountSid, strict);
    }
}
