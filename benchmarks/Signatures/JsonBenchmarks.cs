using BenchmarkDotNet.Attributes;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Benchmarks.Signatures;

/// <summary>An Event Streams batch of about 2 KB.</summary>
public class JsonBenchmarks : SignatureBenchmarks
{
    private protected override SignedRequest Request => Webhooks.CallSummaries;

    [Benchmark]
    public override bool StockValidator() => Stock.Validate(Request.Url, BodyText, Request.Signature!);
}
