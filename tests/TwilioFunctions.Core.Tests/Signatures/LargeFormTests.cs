using System.Text;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>Forms beyond what is read: whoever sent them, they cost next to nothing.</summary>
public sealed class LargeFormTests
{
    private const string Url = "https://example.com/api/x";
    private const string SomeSignature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private readonly SignatureVerifier verifier = Verifiers.With("token");

    [Fact]
    public void FormOfTheMostBytes_IsVerified_AndOneMoreIsTooLarge()
    {
        Assert.Equal((SignatureResult.Valid, SignatureVerifier.MaxFormBytes), VerifySigned([new("a", new string('x', SignatureVerifier.MaxFormBytes - 2))]));
        Assert.Equal((SignatureResult.TooLarge, SignatureVerifier.MaxFormBytes + 1), VerifySigned([new("a", new string('x', SignatureVerifier.MaxFormBytes - 1))]));
    }

    [Fact]
    public void FormOfTheMostParameters_IsVerified_AndOneMoreIsTooLarge()
    {
        Assert.Equal(SignatureResult.Valid, VerifySigned(Parameters(SignatureVerifier.MaxFormParameters)).Result);
        Assert.Equal(SignatureResult.TooLarge, VerifySigned(Parameters(SignatureVerifier.MaxFormParameters + 1)).Result);
    }

    [Theory]
    [InlineData(null, SignatureResult.MissingSignature)]
    [InlineData("no signature", SignatureResult.Mismatch)]
    [InlineData(SomeSignature, SignatureResult.TooLarge)]
    internal void EightMegabytesOfParameters_AreNotRead(string? signature, SignatureResult expected)
    {
        var request = Verifiers.Post(Url, signature, Verifiers.Form, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a&", 4_000_000))));
        Verify(request);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = Verify(request);

        Assert.Equal((expected, 0), (result, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    private SignatureResult Verify(SignedRequest request) => verifier.Verify(request, accountSid: null).Result;

    private (SignatureResult Result, int Bytes) VerifySigned(KeyValuePair<string, string>[] parameters)
    {
        var request = Verifiers.PostForm(Url, RequestSigner.SignForm(Url, parameters, "token"u8), parameters);
        return (Verify(request), request.Body.Length);
    }

    private static KeyValuePair<string, string>[] Parameters(int count) =>
        [.. Enumerable.Range(0, count).Select(number => KeyValuePair.Create($"P{number}", "x"))];
}
