using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>What telemetry costs when nobody listens.</summary>
[Collection(TelemetryTests.Name)]
public sealed class SilenceTests
{
    private static readonly Envelope Message = new() { Id = "1", Type = "t", ReceivedAt = DateTimeOffset.UnixEpoch, TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

    [Fact]
    public void NobodyListens_NothingIsAllocated()
    {
        // Once for what is made once.
        TellEverything();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            TellEverything();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(AppSpans.AreRecorded);
        Assert.False(AppMetrics.WantsQueueLag);
    }

    private static void TellEverything()
    {
        using var webhook = AppSpans.StartWebhook("Function", "1", default);
        AppSpans.Verified(default);
        AppSpans.Became(Message);
        using var message = AppSpans.StartMessage("queue", Message, "1", default);
        message.Over("rejected", failed: true);
        AppMetrics.Answered("Function", WebhookAnswer.Accepted);
        AppMetrics.Verified(SignatureResult.Valid, "primary");
        AppMetrics.Begun("queue", TimeSpan.FromSeconds(1));
        AppMetrics.Holds("queue", 1, TimeSpan.FromSeconds(1));
        AppMetrics.Attempted("fcm", "delivered");
        AppMetrics.Rang("fcm", TimeSpan.FromSeconds(1));
        AppMetrics.DeadLetterKept("queue");
    }
}
