using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using TwilioFunctions.Tests.Telemetry;

namespace TwilioFunctions.Tests.CallNotifications;

/// <summary>An app with a device that its notifications arrive at, a second one in the compatibility mode, which works on the same queue, and a collector of their telemetry.</summary>
public sealed class RingingApp : IAsyncLifetime
{
    public const string UrlSecret = "0123456789abcdefghijklmnopqrstuv";
    public const string CollectorKey = "the-collectors-key";

    private readonly AzuriteFixture azurite = new();
    private Device? device;
    private OtlpReceiver? collector;
    private AppProcess? strict;
    private AppProcess? compatible;
    private NodeTwilio? twilio;

    internal Device Device => device!;

    internal OtlpReceiver Collector => collector!;

    internal AppProcess Strict => strict!;

    internal AppProcess Compatible => compatible!;

    internal NodeTwilio Twilio => twilio!;

    internal string ConnectionString => azurite.ConnectionString;

    private HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        twilio = await NodeTwilio.StartAsync();
        device = await Device.StartAsync();
        collector = await OtlpReceiver.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Channels__Webhook__AllowedOrigins__0"] = device.Origin,
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"api-key={CollectorKey}",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=tests",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        };
        strict = await AppProcess.StartAsync(ConnectionString, settings);
        compatible = await AppProcess.StartAsync(ConnectionString, new Dictionary<string, string>(settings)
        {
            ["CallNotifications__AcceptUnboundSignatures"] = "true",
            ["CallNotifications__UrlSecret"] = UrlSecret,
        });
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var disposable in (IAsyncDisposable?[])[strict, compatible, device, collector, twilio])
        {
            if (disposable is not null)
                await disposable.DisposeAsync();
        }
        await azurite.DisposeAsync();
    }

    internal static string UrlOf(AppProcess app) => app.BaseUrl + "twilio/call-notifications";

    internal static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal static string Notification(string identity, string callSid, string messageId) => $$"""
        {"twi_account_sid":"{{AppProcess.AccountSid}}","twi_bridge_token":"eyJra","twi_call_sid":"{{callSid}}","twi_from":"client:alice","twi_message_id":"{{messageId}}","twi_message_type":"twilio.voice.call","twi_to":"client:{{identity}}"}
        """;

    internal async Task BindAsync(string identity, string bindingId, string url)
    {
        var store = new ClientBindingStore(
            new TableServiceClient(ConnectionString), Options.Create(new BindingsOptions()), TimeProvider.System, NullLogger<ClientBindingStore>.Instance);
        var binding = new ClientBinding
        {
            AccountSid = AppProcess.AccountSid,
            Identity = identity,
            BindingId = bindingId,
            Address = new WebhookAddress(url, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null),
        };
        Assert.Equal(BindingWriteOutcome.Created, (await store.PutAsync(binding, WriteCondition.None, CancellationToken.None)).Outcome);
    }

    /// <summary>Posts a body, signed by Twilio's npm package as JSON is.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string body, string? authToken = null, AppProcess? to = null, string? traceParent = null)
    {
        var signed = await Twilio.SignAsync(UrlOf(to ?? Strict), null, body, authToken ?? AppProcess.AuthToken);
        return await SendAsync(signed.Url, signed.Signature, body, traceParent);
    }

    internal async Task<HttpResponseMessage> SendAsync(string url, string? signature, string body, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        if (traceParent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        return await Client.SendAsync(request);
    }

    /// <summary>How many messages wait or are worked on.</summary>
    internal async Task<int> CountQueuedAsync() =>
        (await new QueueClient(ConnectionString, QueueNames.CallNotifications).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    /// <summary>The attempts in the call's record, once there are as many.</summary>
    internal Task<JsonElement[]> AttemptsAsync(string callSid, int count) => Eventually.CompleteAsync<JsonElement[]>(
        async () =>
        {
            using var response = await Client.GetAsync($"{Strict.BaseUrl}calls/{callSid}");
            return response.IsSuccessStatusCode
                ? [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("notifications").EnumerateArray()]
                : [];
        },
        attempts => attempts.Length >= count,
        TimeSpan.FromSeconds(60));
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class RingingAppTests : ICollectionFixture<RingingApp>
{
    public const string Name = "Ringing app";
}
