using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

public sealed class AllocationTests
{
    private const string Url = "https://example.com/api/x?q=it's";

    private readonly SignatureVerifier verifier = Verifiers.With("token", "https://user:pass@example.com");

    public static TheoryData<string> Requests => ["form", "json", "get", "refused"];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Verification_AllocatesNothing(string kind)
    {
        var request = Request(kind);

        // The least of several runs: a pool that is trimmed meanwhile rents a new array.
        var allocated = Enumerable.Range(0, 20).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var run = 0; run < 100; run++)
                verifier.Verify(request, Verifiers.AccountSid);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(0, allocated);
    }

    private static SignedRequest Request(string kind)
    {
        var signed = Url.Replace("https://", "https://user:pass@", StringComparison.Ordinal);
        var parameters = Enumerable.Range(0, 30).Select(index => KeyValuePair.Create($"Name{index * 7 % 30}", $"value {index}")).ToArray();
        var body = "{}"u8.ToArray();
        return kind switch
        {
            "form" => Verifiers.PostForm(Url, RequestSigner.SignForm(signed, parameters, "token"u8), parameters),
            "json" => Verifiers.Post(
                BodyHash.Append(Url, body),
                RequestSigner.Sign(BodyHash.Append(signed, body), "token"u8),
                "application/json",
                body),
            "get" => Verifiers.Get(Url, RequestSigner.Sign(signed, "token"u8)),
            _ => Verifiers.PostForm(Url, RequestSigner.Sign(signed, "token"u8), parameters),
        };
    }
}
