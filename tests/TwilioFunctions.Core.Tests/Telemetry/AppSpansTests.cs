using System.Diagnostics;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>Which span goes on with which.</summary>
[Collection(TelemetryTests.Name)]
public sealed class AppSpansTests
{
    private const string Webhook = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly ActivityContext Host = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    [Fact]
    public void Webhook_GoesOnWithTheHostsSpan_OrWithTheWorkersOwn()
    {
        using var listener = new Listener();

        using (var alone = AppSpans.StartWebhook("Function", "1", Host))
            Assert.Equal((Host.TraceId, Host.SpanId), (alone!.TraceId, alone.ParentSpanId));
        using var worker = new Activity("Invoke").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var within = AppSpans.StartWebhook("Function", "1", Host);

        Assert.Equal((worker.TraceId, worker.SpanId), (within!.TraceId, within.ParentSpanId));
    }

    [Fact]
    public void Message_GoesOnWithTheWebhooksSpan_AndIsLinkedToTheHosts()
    {
        using var listener = new Listener();

        using var span = AppSpans.StartMessage("queue", MessageOf(Webhook), "1", Host);

        Assert.Equal(Webhook, $"00-{span!.TraceId}-{span.ParentSpanId}-01");
        Assert.Equal(Host, Assert.Single(span.Links).Context);
        Assert.Equal(("EZ1", "CA1"), (span.GetTagItem("twilio.message_id"), span.GetTagItem("twilio.call_sid")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-1-2-01")]
    public void MessageWithoutATrace_GoesOnWithTheHostsSpan(string? traceParent)
    {
        using var listener = new Listener();

        using var span = AppSpans.StartMessage("queue", MessageOf(traceParent), "1", Host);

        Assert.Equal((Host.TraceId, Host.SpanId), (span!.TraceId, span.ParentSpanId));
        Assert.Empty(span.Links);
    }

    [Fact]
    public void MessageThatIsNotOurs_HasASpanAllTheSame()
    {
        using var listener = new Listener();

        using var span = AppSpans.StartMessage("queue", null, "1", default);

        Assert.Equal(default, span!.ParentSpanId);
        Assert.Equal("queue", span.GetTagItem("messaging.destination.name"));
    }

    [Fact]
    public void Failure_IsNamedByItsTypeAlone()
    {
        using var listener = new Listener();
        using var span = AppSpans.StartMessage("queue", null, "1", default);

        span.Failed(new InvalidDataException("of +15551234567"));

        Assert.Equal((ActivityStatusCode.Error, null, "System.IO.InvalidDataException"), (span!.Status, span.StatusDescription, span.GetTagItem("error.type")));
    }

    [Fact]
    public void SpanOfSomebodyElse_IsNotWrittenOn()
    {
        using var other = new Activity("Invoke").Start();

        AppSpans.Became(MessageOf(null));
        AppSpans.Verified(default);

        Assert.Empty(other.TagObjects);
    }

    private static Envelope MessageOf(string? traceParent) =>
        new() { Id = "EZ1", Type = "t", CallSid = "CA1", ReceivedAt = DateTimeOffset.UnixEpoch, TraceParent = traceParent };
}
