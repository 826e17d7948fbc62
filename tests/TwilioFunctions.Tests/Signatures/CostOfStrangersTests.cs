using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.CallNotifications;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.EventStreams;
using TwilioFunctions.Proxy;
using TwilioFunctions.Signatures;
using TwilioFunctions.Voice;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>What is not proven to be Twilio's is refused before it takes much more memory than it arrived with.</summary>
public sealed class CostOfStrangersTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";
    private const int Slack = 256 * 1024;

    private static readonly Lazy<byte[]> EightMegabytesOfParameters = new(() => Repeated("a&", 4_000_000));
    private static readonly Lazy<byte[]> LargestForm = new(() => Repeated("AccountSid=a&", SignatureVerifier.MaxFormParameters - 1));
    private static readonly Lazy<byte[]> FourMegabytesOfEvents = new(() => [(byte)'[', .. Repeated("{},", 1_390_000), .. "{}]"u8]);
    private static readonly Lazy<byte[]> LargestNotification = new(() => [.. "{\"a\":["u8, .. Repeated("[],", 349_000), .. "[]]}"u8]);

    private readonly SignatureVerifier verifier = new(Options.Create(new TwilioOptions
    {
        Accounts = { new TwilioAccountOptions { AccountSid = "AC00000000000000000000000000000000", AuthToken = "token" } },
    }));

    public static IEnumerable<object[]> Requests =>
    [
        [new VoiceWebhookAttribute(), nameof(EightMegabytesOfParameters), Form, SignatureResult.TooLarge],
        [new IncomingCallWebhookAttribute(), nameof(EightMegabytesOfParameters), Json, SignatureResult.Mismatch],
        [new ProxyWebhookAttribute(), nameof(LargestForm), Form, SignatureResult.Mismatch],
        [new EventStreamsWebhookAttribute(), nameof(FourMegabytesOfEvents), Json, SignatureResult.Mismatch],
        [new EventStreamsWebhookAttribute(), nameof(EightMegabytesOfParameters), Form, SignatureResult.TooLarge],
        [new CallNotificationWebhookAttribute(), nameof(LargestNotification), Json, SignatureResult.Mismatch],
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    internal void WrongSignature_CostsTheBodyAlone(TwilioWebhookAttribute webhook, string name, string contentType, SignatureResult expected)
    {
        var body = Body(name);

        var (result, allocated) = Verify(webhook, body, contentType, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

        Assert.Equal(expected, result);
        Assert.InRange(allocated, 0, body.Length + Slack);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    internal void MissingSignature_CostsNotEvenTheBody(TwilioWebhookAttribute webhook, string name, string contentType, SignatureResult wrong)
    {
        Assert.NotEqual(SignatureResult.Valid, wrong);

        var (result, allocated) = Verify(webhook, Body(name), contentType, signature: null);

        Assert.Equal(SignatureResult.MissingSignature, result);
        Assert.InRange(allocated, 0, Slack);
    }

    /// <summary>The least of several runs: a pool that is trimmed meanwhile rents a new array.</summary>
    private (SignatureResult Result, long Allocated) Verify(TwilioWebhookAttribute webhook, byte[] body, string contentType, string? signature)
    {
        var middleware = new TwilioSignatureMiddleware(verifier, NullLogger<TwilioSignatureMiddleware>.Instance);
        var context = Context();
        var results = Enumerable.Range(0, 5).Select(_ =>
        {
            var request = Request(context, body, contentType, signature);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var verification = middleware.VerifyAsync(webhook, context, request);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            // Nothing is waited for, so that all of it has run on this thread.
            Assert.True(verification.IsCompletedSuccessfully);
            return (verification.Result.Result, allocated);
        }).ToList();
        return results.MinBy(result => result.allocated);
    }

    private FunctionContext Context()
    {
        var services = new ServiceCollection()
            .AddSingleton(new UnboundSignatures(verifier, Options.Create(new CallNotificationOptions()), NullLogger<UnboundSignatures>.Instance));
        var context = new Mock<FunctionContext>();
        context.SetupGet(known => known.Features).Returns(Mock.Of<IInvocationFeatures>());
        context.SetupGet(known => known.InstanceServices).Returns(services.BuildServiceProvider());
        return context.Object;
    }

    private static HttpRequestData Request(FunctionContext context, byte[] body, string contentType, string? signature)
    {
        var headers = new HttpHeadersCollection([KeyValuePair.Create("Content-Type", contentType)]);
        if (signature is not null)
            headers.Add("X-Twilio-Signature", signature);
        var hash = contentType == Json ? $"?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}" : "";
        var request = new Mock<HttpRequestData>(context);
        request.SetupGet(sent => sent.Method).Returns("POST");
        request.SetupGet(sent => sent.Url).Returns(new Uri($"https://example.com/api/x{hash}"));
        request.SetupGet(sent => sent.Headers).Returns(headers);
        request.SetupGet(sent => sent.Body).Returns(new MemoryStream(body));
        return request.Object;
    }

    private static byte[] Body(string name) => name switch
    {
        nameof(EightMegabytesOfParameters) => EightMegabytesOfParameters.Value,
        nameof(LargestForm) => LargestForm.Value,
        nameof(FourMegabytesOfEvents) => FourMegabytesOfEvents.Value,
        _ => LargestNotification.Value,
    };

    private static byte[] Repeated(string text, int times) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)));
}
