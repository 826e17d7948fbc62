using System.Web;
using BenchmarkDotNet.Attributes;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Benchmarks.Signatures;

/// <summary>A Voice webhook of 32 parameters.</summary>
public class FormBenchmarks : SignatureBenchmarks
{
    private protected override SignedRequest Request => Webhooks.IncomingCall;

    [Benchmark]
    public override bool StockValidator() => Stock.Validate(Request.Url, HttpUtility.ParseQueryString(BodyText), Request.Signature!);
}
