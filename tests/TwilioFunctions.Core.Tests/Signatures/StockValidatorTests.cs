using System.Text;
using Twilio.Security;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>
/// The stock C# validator and we judge the same requests, where it can: no repeated names, which it cannot express; no explicit
/// default port and no apostrophe, which it handles in one direction or not at all; no escapes that <see cref="Uri"/> rewrites (%41),
/// which it breaks together with the port.
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
            var token = random.Next(4) == 0 ? "another token" : Token;
            var signature = RequestSigner.SignForm(signedUrl, parameters, Encoding.UTF8.GetBytes(token));

            var expected = stock.Validate(received, parameters, signature);
            var verification = verifier.Verify(Verifiers.PostForm(received, signature, parameters), Verifiers.AccountSid);

            Assert.True(expected == (verification.Result == SignatureResult.Valid), $"{received} {signedUrl} {verification}");
            accepted += expected ? 1 : 0;
        }

        Assert.InRange(accepted, 500, 2500);
    }

    private static string RandomUrl(Random random) =>
        RandomRequest.Pick(random, ["https://example.com", "https://example.com:8443", "http://Example.com", "HTTPS://u:p@example.com"]) +
        RandomRequest.Pick(random, ["/", "/x", "/a%20b"]) +
        RandomRequest.Pick(random, ["", "?foo=1&bar=2", "?a=%20&b=%7C"]);
}
