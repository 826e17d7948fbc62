using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Twilio.Security;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Benchmarks.Signatures;

/// <summary>From the bytes that arrived to the verdict that they are Twilio's. Each method does the whole of that work.</summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public abstract class SignatureBenchmarks
{
    private readonly PlainVerifier plain = new(Webhooks.AuthToken);
    private readonly SignatureVerifier verifier = CreateVerifier();

    private protected RequestValidator Stock { get; } = new(Webhooks.AuthToken);

    private protected abstract SignedRequest Request { get; }

    [GlobalSetup]
    public void AllMustAccept()
    {
        if (!Plain() || !StockValidator() || !OurVerifier())
            throw new InvalidOperationException("A verifier refuses the request that it is measured with.");
    }

    [Benchmark(Baseline = true)]
    public bool Plain() => plain.IsValid(Request.Url, Request.Body.Span, Request.ContentType!, Request.Signature!);

    [Benchmark]
    public abstract bool StockValidator();

    [Benchmark]
    public bool OurVerifier() => verifier.Verify(Request, Webhooks.AccountSid).Result == SignatureResult.Valid;

    private protected string BodyText => Encoding.UTF8.GetString(Request.Body.Span);

    private static SignatureVerifier CreateVerifier()
    {
        var account = new TwilioAccountOptions { AccountSid = Webhooks.AccountSid, AuthToken = Webhooks.AuthToken };
        return new SignatureVerifier(Options.Create(new TwilioOptions { Accounts = { account } }));
    }
}
