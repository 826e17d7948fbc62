using System.Diagnostics;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Core.Tests.CallNotifications;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>What is told of the attempts of a call notification.</summary>
[Collection(TelemetryTests.Name)]
public sealed class AttemptTelemetryTests
{
    private readonly DispatchScene scene = new();

    [Fact]
    public async Task EachAttempt_IsCountedByItsOutcome_AndTheDeliveredOnesAreTimedFromTheWebhookOn()
    {
        using var listener = new Listener();
        scene.Bind("taken", (_, _) =>
        {
            scene.Time.Advance(TimeSpan.FromSeconds(2));
            return Task.FromResult(DeliveryResult.Delivered("200"));
        });
        scene.Bind("refused", DeliveryResult.Rejected("400"));
        scene.Options.MaxConcurrency = 1;
        scene.Time.Advance(TimeSpan.FromSeconds(1));

        await scene.DispatchAsync();

        Assert.Equal(
            [
                "twilio.notification.attempts channel=webhook outcome=delivered: 1",
                "twilio.notification.attempts channel=webhook outcome=rejected: 1",
                "twilio.notification.ring_time channel=webhook: 3",
            ],
            listener.Lines.Order(StringComparer.Ordinal));
        Assert.Equal(
            [("delivered", ActivityStatusCode.Unset), ("rejected", ActivityStatusCode.Error)],
            listener.Spans.Select(span => ((string?)span.GetTagItem("twilio.outcome"), span.Status)).Order());
    }

    [Fact]
    public async Task AttemptsBesideEachOther_AreAllChildrenOfTheMessage()
    {
        using var listener = new Listener();
        foreach (var number in Enumerable.Range(0, 20))
            scene.Bind($"device-{number}", DeliveryResult.Delivered("200"));

        using (var message = AppSpans.StartMessage("call-notifications", scene.Message, "1", default))
        {
            await scene.DispatchAsync();

            Assert.Equal(20, listener.Spans.Count);
            Assert.All(listener.Spans, span => Assert.Equal((message!.SpanId, "push webhook"), (span.ParentSpanId, span.DisplayName)));
        }
    }

    [Fact]
    public async Task AttemptThatEndsInAFault_IsCountedAsOneToRepeat()
    {
        using var listener = new Listener();
        scene.Bind("broken", (_, _) => throw new InvalidOperationException("a fault"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.DispatchAsync());

        Assert.Equal(["twilio.notification.attempts channel=webhook outcome=retry: 1"], listener.Lines);
    }
}
