using System.Net;
using System.Security.Cryptography;
using TwilioFunctions.Tests.CallNotifications;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>What a collector receives of a call notification, on its way from the webhook to the device.</summary>
[Collection(RingingAppTests.Name)]
public sealed class TraceToDeviceTests(RingingApp ringing)
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Consumer = 5;

    private readonly string identity = $"bob:{Guid.NewGuid():n}";
    private readonly string callSid = RingingApp.NewSid("CA");
    private readonly string messageId = RingingApp.NewSid("WB");
    private readonly string traceId = RandomNumberGenerator.GetHexString(32, lowercase: true);

    [Fact]
    public async Task CallNotification_IsOneTraceFromWebhookToDevice()
    {
        var url = ringing.Device.UrlThatAnswers(200);
        await ringing.BindAsync(identity, "phone", url);

        await NotifyAsync();
        var spans = await SpansAsync(count: 3);

        var (webhook, message, push) = (Only(spans, "ReceiveCallNotification"), Only(spans, "process call-notifications"), Only(spans, "push webhook"));
        Assert.Equal((Server, Consumer, Client), (webhook.Kind, message.Kind, push.Kind));
        Assert.Equal((webhook.SpanId, message.SpanId), (message.ParentId, push.ParentId));
        Assert.NotEmpty(webhook.ParentId);
        Assert.NotEqual(traceId, Assert.Single(message.Links));
        Assert.Equal($"00-{traceId}-{push.SpanId}-01", Assert.Single(ringing.Device.TraceParentsAt(url)));
        Assert.Equal(("accepted", "200", "valid", "primary"), (webhook.Attributes["twilio.outcome"], webhook.Attributes["http.response.status_code"], webhook.Attributes["twilio.signature.result"], webhook.Attributes["twilio.signature.key"]));
        Assert.Equal(("call-notifications", "process"), (message.Attributes["messaging.destination.name"], message.Attributes["messaging.operation.name"]));
        Assert.Equal(("webhook", "delivered", "1"), (push.Attributes["twilio.channel"], push.Attributes["twilio.outcome"], push.Attributes["twilio.attempt"]));
        Assert.All(spans, span => Assert.Equal((callSid, messageId, "TwilioFunctions"), (span.Attributes["twilio.call_sid"], span.Attributes["twilio.message_id"], span.Scope)));
        Assert.All(spans, span => Assert.Equal(("TwilioFunctions", "tests"), (span.Resource["service.name"], span.Resource["deployment.environment.name"])));
        Assert.All(ringing.Collector.ApiKeys, key => Assert.Equal(RingingApp.CollectorKey, key));
    }

    [Fact]
    public async Task Retry_GoesOnWithTheTraceOfTheWebhook()
    {
        var url = ringing.Device.UrlThatAnswers(429, 200);
        await ringing.BindAsync(identity, "phone", url);

        await NotifyAsync();
        var spans = await SpansAsync(count: 5);

        var webhook = Only(spans, "ReceiveCallNotification");
        Assert.All(spans.Where(span => span.Kind == Consumer), span => Assert.Equal(webhook.SpanId, span.ParentId));
        Assert.Equal(
            [("retry", true), ("delivered", false)],
            spans.Where(span => span.Kind == Client).OrderBy(span => span.Attributes["twilio.attempt"]).Select(span => (span.Attributes["twilio.outcome"], span.HasFailed)));
    }

    [Fact]
    public async Task NoSpan_HoldsAnIdentityATokenOrAUrl()
    {
        var url = ringing.Device.UrlThatAnswers(500, 200);
        await ringing.BindAsync(identity, "phone", url);

        await NotifyAsync();
        var spans = await SpansAsync(count: 5);

        Assert.Equal(5, spans.Count);
        string[] secrets = [identity, "alice", "eyJra", "whsec_", AppProcess.AuthToken, "http://", url];
        Assert.All(
            spans.SelectMany(span => span.Attributes.Values.Append(span.Name)),
            value => Assert.DoesNotContain(secrets, secret => value.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Metrics_ArriveWithTheirUnitsAndAttributes()
    {
        await ringing.BindAsync(identity, "phone", ringing.Device.UrlThatAnswers(200));

        await NotifyAsync();
        using var refused = await ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId), authToken: "another");
        string[] expected =
        [
            "sum twilio.webhooks {webhook} outcome=accepted webhook=ReceiveCallNotification",
            "sum twilio.webhooks {webhook} outcome=refused webhook=ReceiveCallNotification",
            "sum twilio.signatures {webhook} key=primary result=valid",
            "sum twilio.signatures {webhook} key=none result=mismatch",
            "histogram twilio.queue.lag s queue=call-notifications",
            "sum twilio.notification.attempts {attempt} channel=webhook outcome=delivered",
            "histogram twilio.notification.ring_time s channel=webhook",
        ];
        var metrics = await Eventually.CompleteAsync(
            () => Task.FromResult(ringing.Collector.Metrics), received => expected.All(line => received.Any(metric => Line(metric) == line)), TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.All(expected, line => Assert.Contains(metrics, metric => Line(metric) == line && metric.Value > 0));
    }

    private static ReceivedSpan Only(IEnumerable<ReceivedSpan> spans, string name) => Assert.Single(spans, span => span.Name == name);

    private static string Line(ReceivedMetric metric) =>
        $"{metric.Kind} {metric.Name} {metric.Unit} {string.Join(' ', metric.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={attribute.Value}"))}";

    private async Task NotifyAsync()
    {
        using var response = await ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId), traceParent: $"00-{traceId}-00f067aa0ba902b7-01");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<List<ReceivedSpan>> SpansAsync(int count) => Eventually.CompleteAsync(
        () => Task.FromResult(ringing.Collector.Spans.Where(span => span.TraceId == traceId).ToList()), spans => spans.Count >= count, TimeSpan.FromSeconds(60));
}
