using System.Text;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>How a body is bound to the signature; signed by the npm package.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class SignedBodyTests(NodeTwilioFixture fixture)
{
    private const string Url = "https://example.com/api/x?a=1";
    private const string Json = "application/json";
    private const string OtherHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private readonly NodeTwilio node = fixture.Node;
    private readonly SignatureVerifier verifier = Verifiers.With("token");

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("Application/X-WWW-Form-URLEncoded ; charset=UTF-8")]
    public async Task Form_IsSignedByItsParameters(string contentType)
    {
        var (url, signature) = await node.SignAsync(Url, [new("b", "x y"), new("a", ""), new("b", "x"), new("b", "x y")], null, "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, contentType, "b=x+y&a=&b=x&b=x%20y"));
        Assert.Equal(SignatureResult.Mismatch, Verify("POST", url, signature, contentType, "b=x+y&a=&b=x&b=z"));
        Assert.Equal(SignatureResult.MissingBodyHash, Verify("POST", url, signature, Json, "b=x+y&a=&b=x&b=x%20y"));
    }

    [Fact]
    public async Task NamesBeyondTheBasicPlane_AreSortedAsUtf16()
    {
        var (url, signature) = await node.SignAsync(Url, [new("\uFF5E", "1"), new("\U0001F600", "2"), new("\uD7FF", "3")], null, "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, Verifiers.Form, "\uFF5E=1&\U0001F600=2&\uD7FF=3"));
    }

    [Fact]
    public async Task BytesThatAreNotUtf8_AreNotTheLetterThatStandsForThem()
    {
        var (url, signature) = await node.SignAsync(Url, [new("a", "\uFFFD")], null, "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, Verifiers.Form, "a=%EF%BF%BD"));
        Assert.Equal(SignatureResult.Mismatch, Verify("POST", url, signature, Verifiers.Form, "a=%FF"));
    }

    [Theory]
    [InlineData(Json)]
    [InlineData("application/cloudevents-batch+json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task OtherBody_IsSignedByItsHash(string? contentType)
    {
        var (url, signature) = await node.SignAsync(Url, null, """{"a":"é"}""", "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, contentType, """{"a":"é"}"""));
        Assert.Equal(SignatureResult.BodyHashMismatch, Verify("POST", url, signature, contentType, """{"a":"e"}"""));
    }

    [Theory]
    [InlineData("POST", Json, "{}")]
    [InlineData("POST", Json, "")]
    [InlineData("POST", null, "a=1")]
    [InlineData("PUT", Json, "{}")]
    [InlineData("GET", null, "a=1")]
    [InlineData("GET", Verifiers.Form, "a=1")]
    public async Task BodyWithoutHash_IsRefusedThoughTheUrlIsSigned(string method, string? contentType, string body)
    {
        var (url, signature) = await node.SignAsync(Url, null, null, "token");

        Assert.Equal(SignatureResult.MissingBodyHash, Verify(method, url, signature, contentType, body));
    }

    [Theory]
    [InlineData("POST", Verifiers.Form)]
    [InlineData("POST", null)]
    [InlineData("POST", "")]
    [InlineData("GET", null)]
    [InlineData("get", Json)]
    public async Task NoBody_IsSignedByTheUrl(string method, string? contentType)
    {
        var (url, signature) = await node.SignAsync(Url, null, null, "token");

        Assert.Equal(SignatureResult.Valid, Verify(method, url, signature, contentType, ""));
    }

    [Fact]
    public async Task BodyTakenAway_IsRefusedWhateverTheContentType()
    {
        var (url, signature) = await node.SignAsync(Url, null, "{}", "token");

        Assert.All(
            (string?[])[Json, Verifiers.Form, null],
            contentType => Assert.Equal(SignatureResult.BodyHashMismatch, Verify("POST", url, signature, contentType, "")));
        Assert.Equal(SignatureResult.BodyHashMismatch, Verify("POST", url, signature, Verifiers.Form, "="));
    }

    [Fact]
    public async Task EmptyBody_MayHaveAHash()
    {
        var (url, signature) = await node.SignAsync(Url, null, "", "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, Json, ""));
    }

    [Theory]
    [InlineData($"{Url}&bodySHA256={OtherHash}&bodySHA256={OtherHash}&AccountSid=AC1")]
    [InlineData($"{Url}&bodySHA256={OtherHash}")]
    public async Task GetWithBodyHash_IsSignedByTheUrl(string received)
    {
        var (url, signature) = await node.SignAsync(received, null, null, "token");

        Assert.Equal(SignatureResult.Valid, Verify("GET", url, signature, null, ""));
    }

    [Fact]
    public async Task RepeatedEqualBodyHash_IsOne()
    {
        var hashed = BodyHash.Append(BodyHash.Append(Url, "{}"u8), "{}"u8);
        var (url, signature) = await node.SignAsync(hashed, null, null, "token");

        Assert.Equal(SignatureResult.Valid, Verify("POST", url, signature, Json, "{}"));
    }

    [Theory]
    [InlineData("POST", Json, "{}")]
    [InlineData("POST", Verifiers.Form, "")]
    [InlineData("GET", null, "")]
    public async Task DifferentBodyHashes_AreRefused(string method, string? contentType, string body)
    {
        foreach (var received in (string[])[
            BodyHash.Append($"{Url}&bodySHA256={OtherHash}", Encoding.UTF8.GetBytes(body)),
            BodyHash.Append(Url, Encoding.UTF8.GetBytes(body)) + "&bodySHA256"])
        {
            var (url, signature) = await node.SignAsync(received, null, null, "token");

            Assert.Equal(SignatureResult.BodyHashMismatch, Verify(method, url, signature, contentType, body));
        }
    }

    [Theory]
    [InlineData("bodySHA256")]
    [InlineData("bodySHA256=")]
    [InlineData("bodySHA256=44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A")]
    public async Task BodyHashThatTwilioDoesNotWrite_IsRefused(string parameter)
    {
        var (url, signature) = await node.SignAsync($"{Url}&{parameter}", null, null, "token");

        Assert.Equal(SignatureResult.BodyHashMismatch, Verify("POST", url, signature, Json, "{}"));
    }

    [Theory]
    [InlineData("xbodySHA256")]
    [InlineData("bodySHA256x")]
    [InlineData("bodysha256")]
    public async Task OtherParameter_IsNoBodyHash(string name)
    {
        var (url, signature) = await node.SignAsync($"{Url}&{name}={OtherHash}", null, null, "token");

        Assert.Equal(SignatureResult.MissingBodyHash, Verify("POST", url, signature, Json, "{}"));
    }

    [Theory]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("{0},{0}")]
    [InlineData("{0}=")]
    [InlineData("AAAA")]
    [InlineData("not base64, but twenty-eight!")]
    public async Task HeaderThatIsNotOneSignature_IsAMismatch(string header)
    {
        var (url, signature) = await node.SignAsync(Url, null, null, "token");

        Assert.Equal(SignatureResult.Mismatch, Verify("GET", url, header.Replace("{0}", signature, StringComparison.Ordinal), null, ""));
    }

    [Fact]
    public void SignatureThatDecodesToTheSameBytes_IsAMismatch() =>
        // One bit more in the last letter, which decoders ignore.
        Assert.Equal(
            SignatureResult.Mismatch,
            Verifiers.With("12345").Verify(
                Verifiers.Get("https://mycompany.com/myapp.php?foo=1&bar=2", "zYQTYrRWXE7LtzbG4PfP7/bkkGp="), null).Result);

    private SignatureResult Verify(string method, string url, string? signature, string? contentType, string body) =>
        verifier.Verify(new SignedRequest(method, url, signature, contentType, Encoding.UTF8.GetBytes(body)), Verifiers.AccountSid).Result;
}
