using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;
using Xunit.Abstractions;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>The npm package and we judge the same requests, signed by the package.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class NpmDifferentialTests(NodeTwilioFixture fixture, ITestOutputHelper output)
{
    private const int RequestsOfEachDifference = 500;

    private readonly NodeTwilio node = fixture.Node;
    private readonly SignatureVerifier verifier = Verifiers.With(Difference.Token);

    [Fact]
    public async Task RandomRequests_AreJudgedAlikeSaveWhereAReasonIsKnown()
    {
        var random = new Random(20260622);
        var accepted = 0;
        var disagreements = new HashSet<(string Difference, string Lenient)>();
        foreach (var difference in Difference.All)
        {
            for (var count = 0; count < RequestsOfEachDifference; count++)
            {
                var (received, signed, token) = difference.Of(RandomRequest.Next(random));
                var (_, signature) = await node.SignAsync(signed.Url, signed.Parameters, null, token);

                var npm = await node.ValidateAsync(received.Url, received.Parameters, received.Body, Difference.Token, signature);
                var we = verifier.Verify(received.With(signature), Verifiers.AccountSid).Result == SignatureResult.Valid;

                accepted += we ? 1 : 0;
                if (npm != we && disagreements.Add((difference.Name, npm ? "npm" : "we")))
                    output.WriteLine($"{difference.Name}: {(npm ? "npm" : "we")} accept {received.Url}, signed as {signed.Url}");
            }
        }

        var explained = Difference.All.Where(difference => difference.Reason is not null);
        Assert.Equal(explained.Select(difference => (difference.Name, difference.Lenient!)).Order(), disagreements.Order());
        Assert.InRange(accepted, 1500, Difference.All.Count * RequestsOfEachDifference - 1500);
    }
}
