using Twilio.Security;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>
/// The stock C# validator and we judge the same requests, where it can: no repeated names, which it cannot express, no explicit
/// default port and no apostrophe, which it handles in one direction or not at all.
/// </summary>
public sealed class StockValidatorTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly RequestValidator stock = new(Token);
    private readonly SignatureVerifier verifier = Verifiers.With(Token);

    [Fact]
    public void RandomRequests_AreJudgedAlike()
    {
        var random = new Random(7149);
        var accepted = 0;
        for (var count = 0; count < 3000; count++)
        {
            var received = RandomUrl(random);
            var parameters = RandomRequest.Next(random).Parameters?.DistinctBy(parameter => parameter.Key).ToDictionary() ?? [];
            var signedUrl = random.Next(3) == 0 ? RandomUrl(random) : received;
            var signature = RequestSigner.SignForm(signedUrl, parameters, System.Text.Encoding.UTF8.GetBytes(random.Next(4) == 0 ? "other" : Token));

            var expected = stock.Validate(received, parameters, signature);
            var verification = verifier.Verify(Verifiers.PostForm(received, signature, parameters), Verifiers.AccountSid);

            Assert.True(expected == (verification.Result == SignatureResult.Valid), $"{received} {signedUrl} {verification}");
            accepted += expected ? 1 : 0;
        }

        Assert.InRange(accepted, 500, 2500);
    }

    private static string RandomUrl(Random random) =>
        RandomRequest.Pick(random, ["https://example.com", "https://example.com:8443", "http://example.com", "https://Example.com", "HTTPS://u:p@example.com"]) +
        RandomRequest.Pick(random, ["/", "/x", "/a%20b"]) +
        RandomRequest.Pick(random, ["", "?foo=1&bar=2", "?a=%41&b=%7c"]);
}
