using System.Net;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;
using TwilioFunctions.Proxy;
using TwilioFunctions.Signatures;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>Until a request is proven to be Twilio's, nothing in it, and no fault of ours, gets a stranger what a proven request gets.</summary>
public sealed class BeforeProofTests
{
    private const string GoodUrl = "https://example.com/api/twilio/x";

    private static readonly string[] Urls =
        ["https://a..b/api/twilio/x", $"https://{new string('a', 300)}/api/twilio/x", "https://exa mple/", "https:///x", "https://[::1/x", "https://a:99999/x"];

    private static readonly MethodInfo[] Functions =
        [.. typeof(TwilioSignatureMiddleware).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)];

    private static readonly SignatureVerifier Verifier = new(Options.Create(new TwilioOptions
    {
        Accounts = { new TwilioAccountOptions { AccountSid = "AC00000000000000000000000000000000", AuthToken = "token" } },
    }));

    /// <summary>Each webhook with each method that its route takes.</summary>
    public static TheoryData<string, string> Webhooks
    {
        get
        {
            var webhooks = new TheoryData<string, string>();
            foreach (var function in Functions.Where(function => function.GetCustomAttribute<TwilioWebhookAttribute>() is not null))
            {
                foreach (var method in MethodsOf(function))
                    webhooks.Add(function.Name, method);
            }
            return webhooks;
        }
    }

    public static TheoryData<string> OtherFunctions => new(Functions
        .Where(function => function.GetCustomAttribute<TwilioWebhookAttribute>() is null && MethodsOf(function).Any())
        .Select(function => function.Name));

    public static TheoryData<string> InvalidUrls => new(Urls);

    [Fact]
    public void Webhooks_AreAllOfThem() => Assert.Equal(11, Webhooks.Count);

    [Theory]
    [MemberData(nameof(InvalidUrls))]
    public void WorkersRequest_ThrowsForAnInvalidUrl_AndReceivedUrlDoesNot(string url)
    {
        var request = WorkersRequest(url);

        Assert.ThrowsAny<UriFormatException>(() => request.Url);
        Assert.Null(request.ReceivedUrl());
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public async Task InvalidUrl_IsRefusedLikeAWrongSignature(string function, string method)
    {
        var webhook = WebhookOf(function);
        foreach (var url in Urls)
        {
            var call = Call(function, method, url, new MemoryStream());

            var response = await RunAsync(call, Verifier);

            Assert.Equal((webhook.Refusal, false), (response!.StatusCode, call.IsReached));
            Assert.Contains(nameof(SignatureResult.InvalidUrl), WorkerCall.BodyOf(response), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(OtherFunctions))]
    public async Task InvalidUrl_IsABadRequestForEveryOtherFunction(string function)
    {
        foreach (var url in Urls)
        {
            var call = Call(function, "GET", url, new MemoryStream());

            var response = await call.RunAsync(new StorageFaultMiddleware(NullLogger<StorageFaultMiddleware>.Instance), new InvalidUrlMiddleware());

            Assert.Equal((HttpStatusCode.BadRequest, false), (response!.StatusCode, call.IsReached));
        }
    }

    [Theory]
    [MemberData(nameof(OtherFunctions))]
    public async Task ValidUrl_ReachesTheFunction(string function)
    {
        var call = Call(function, "GET", GoodUrl, new MemoryStream());

        await call.RunAsync(new InvalidUrlMiddleware());

        Assert.True(call.IsReached);
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public async Task VerifierThrows_503WithoutABody_AndTheInterceptRefuses(string function, string method) =>
        // Without a verifier its first use throws.
        await AssertRefusedAsync(Call(function, method, GoodUrl, new MemoryStream()), verifier: null, function);

    [Theory]
    [MemberData(nameof(Webhooks))]
    public async Task BodyThrows_503WithoutABody_AndTheInterceptRefuses(string function, string method)
    {
        var body = new Mock<Stream>();
        body.SetupGet(sent => sent.Length).Throws<IOException>();

        await AssertRefusedAsync(Call(function, method, GoodUrl, body.Object), Verifier, function);
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public async Task BodyIsTooLargeForTheMemory_503WithoutABody_AndTheInterceptRefuses(string function, string method)
    {
        var body = new Mock<Stream>();
        body.SetupGet(sent => sent.Length).Returns(long.MaxValue);

        await AssertRefusedAsync(Call(function, method, GoodUrl, body.Object), Verifier, function);
    }

    private static async Task AssertRefusedAsync(WorkerCall call, SignatureVerifier? verifier, string function)
    {
        var response = await RunAsync(call, verifier!);

        var expected = function == nameof(ProxyFunctions.InterceptProxyInteraction) ? HttpStatusCode.Unauthorized : HttpStatusCode.ServiceUnavailable;
        Assert.Equal((expected, "", false), (response!.StatusCode, WorkerCall.BodyOf(response), call.IsReached));
        Assert.NotNull(call.Features.Get<OwnFault>());
    }

    private static Task<HttpResponseData?> RunAsync(WorkerCall call, SignatureVerifier verifier) => call.RunAsync(
        new StorageFaultMiddleware(NullLogger<StorageFaultMiddleware>.Instance),
        new InvalidUrlMiddleware(),
        new TwilioSignatureMiddleware(verifier, NullLogger<TwilioSignatureMiddleware>.Instance));

    private static WorkerCall Call(string function, string method, string url, Stream body)
    {
        var services = new ServiceCollection()
            .AddSingleton(new UnboundSignatures(Verifier, Options.Create(new CallNotificationOptions()), NullLogger<UnboundSignatures>.Instance))
            .BuildServiceProvider();
        var headers = new Dictionary<string, string> { ["X-Twilio-Signature"] = "RSOYDt4T1cUTdK1PDd93/VVr8B8=" };
        return new WorkerCall(FunctionOf(function), method, url, headers, body, services);
    }

    private static TwilioWebhookAttribute WebhookOf(string function) => FunctionOf(function).GetCustomAttribute<TwilioWebhookAttribute>()!;

    private static MethodInfo FunctionOf(string name) => Functions.Single(function => function.Name == name);

    private static IEnumerable<string> MethodsOf(MethodInfo function) =>
        function.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().SelectMany(trigger => trigger.Methods ?? []);

    /// <summary>The worker's own type of a request, which it makes of the host's message.</summary>
    private static HttpRequestData WorkersRequest(string url)
    {
        var worker = Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc");
        var message = Activator.CreateInstance(worker.GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.RpcHttp", throwOnError: true)!)!;
        message.GetType().GetProperty("Url")!.SetValue(message, url);
        return (HttpRequestData)Activator.CreateInstance(
            worker.GetType("Microsoft.Azure.Functions.Worker.GrpcHttpRequestData", throwOnError: true)!,
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
            binder: null,
            [message, Mock.Of<FunctionContext>()],
            culture: null)!;
    }
}
