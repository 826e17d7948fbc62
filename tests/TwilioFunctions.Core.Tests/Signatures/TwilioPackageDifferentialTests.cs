using System.Web;
using Twilio.Security;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;
using Xunit.Abstractions;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>Twilio's npm package signs random requests; it, Twilio's NuGet package and our verifier validate them.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class TwilioPackageDifferentialTests(NodeTwilioFixture fixture, ITestOutputHelper output)
{
    private const int Seed = 20261128;
    private const int RequestCount = 30_000;
    private const int BatchSize = 1_000;

    private readonly NodeTwilio node = fixture.Node;
    private readonly RequestValidator validator = new(Exchange.AuthToken);
    private readonly SignatureVerifier verifier = Verifiers.With(Exchange.AuthToken);

    [Fact]
    public async Task RandomRequest_HasTheSameResultUnlessTheDifferenceIsNamed()
    {
        var random = new Random(Seed);
        var unnamed = new List<string>();
        var named = new Dictionary<(string Name, TwilioPackage Package), int>();
        var acceptedByAll = 0;

        for (var count = 0; count < RequestCount; count += BatchSize)
        {
            Exchange[] exchanges = [.. Enumerable.Range(0, BatchSize).Select(_ => Exchange.Next(random))];
            var signatures = await node.SignAllAsync(
                exchanges.Select(exchange => new NodeSignRequest(exchange.Signed.Url, exchange.Signed.Parameters, exchange.Token)));
            string?[] headers = [.. exchanges.Zip(signatures, (exchange, signature) => exchange.Header(signature))];
            var accepts = await node.ValidateAllAsync(exchanges.Zip(headers, ToNode), Exchange.AuthToken);
            for (var index = 0; index < BatchSize; index++)
            {
                var received = exchanges[index].Received;
                var isValid = verifier.Verify(received.With(headers[index]), Verifiers.AccountSid).Result == SignatureResult.Valid;
                var npm = ResultOf(accepts[index]);
                var nuget = Validate(received, headers[index]);
                Compare(exchanges[index], isValid, TwilioPackage.Npm, npm);
                Compare(exchanges[index], isValid, TwilioPackage.NuGet, nuget);
                acceptedByAll += isValid && npm == PackageResult.Accepts && nuget == PackageResult.Accepts ? 1 : 0;
            }
        }

        output.WriteLine($"Seed {Seed}; accepted by all: {acceptedByAll}; differences: {string.Join(", ", named)}");
        Assert.True(
            unnamed.Count == 0, $"Seed {Seed}: {unnamed.Count} unnamed differences, such as\n{string.Join('\n', unnamed.Take(10))}");
        Assert.Equal(Difference.All.SelectMany(kind => kind.Occurrences).Order(), named.Keys.Order());
        Assert.InRange(acceptedByAll, RequestCount / 4, RequestCount / 2);

        void Compare(Exchange exchange, bool isValid, TwilioPackage package, PackageResult result)
        {
            if (result == ResultOf(isValid))
                return;

            Difference[] kinds = [.. Difference.All.Where(kind => kind.Explains(exchange, package, result))];
            if (kinds.Length == 0)
                unnamed.Add($"{package} {result}, our verifier {ResultOf(isValid)}: {exchange.ToJson()}");
            // A kind is needed only if it alone explains a difference.
            else if (kinds is [var kind])
                named[(kind.Name, package)] = named.GetValueOrDefault((kind.Name, package)) + 1;
        }
    }

    private static NodeValidateRequest ToNode(Exchange exchange, string? header) =>
        new(exchange.Received.Url, exchange.Received.Form, exchange.Received.Json, header);

    private static PackageResult ResultOf(bool? accepts) =>
        accepts switch { true => PackageResult.Accepts, false => PackageResult.Refuses, null => PackageResult.Throws };

    private PackageResult Validate(RandomRequest received, string? header)
    {
        try
        {
            return ResultOf(received.Json is { } json
                ? validator.Validate(received.Url, json, header)
                : validator.Validate(received.Url, HttpUtility.ParseQueryString(received.Form ?? ""), header));
        }
#pragma warning disable CA1031 // Which exception it is doesn't matter: an app that doesn't catch it responds with 500.
        catch (Exception)
#pragma warning restore CA1031
        {
            return PackageResult.Throws;
        }
    }
}
