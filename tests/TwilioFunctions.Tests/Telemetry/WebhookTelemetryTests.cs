using System.Net;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>What a run is counted as.</summary>
public sealed class WebhookTelemetryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, true, false, WebhookAnswer.Accepted)]
    [InlineData(204, true, false, WebhookAnswer.Accepted)]
    [InlineData(200, true, true, WebhookAnswer.Fallback)]
    [InlineData(403, true, true, WebhookAnswer.Fallback)]
    [InlineData(200, false, false, WebhookAnswer.Fallback)]
    [InlineData(401, false, false, WebhookAnswer.Refused)]
    [InlineData(403, true, false, WebhookAnswer.Blocked)]
    [InlineData(404, true, false, WebhookAnswer.NoBinding)]
    [InlineData(400, true, false, WebhookAnswer.Malformed)]
    [InlineData(503, true, false, WebhookAnswer.Unavailable)]
    [InlineData(503, false, true, WebhookAnswer.Unavailable)]
    [InlineData(null, true, false, WebhookAnswer.Failed)]
    internal void Webhook_IsCountedByWhatItIsAnswered(int? status, bool isVerified, bool isOwnFault, WebhookAnswer expected) =>
        Assert.Equal(expected, WebhookTelemetryMiddleware.AnswerOf((HttpStatusCode?)status, HttpStatusCode.Unauthorized, isVerified, isOwnFault));

    [Fact]
    public void Message_WaitsSinceTheWebhook_WhoseTimeIsFinerThanTheQueues() =>
        Assert.Equal(Noon.AddSeconds(0.3), QueueTelemetryMiddleware.WaitingSince(1, Noon, MessageOf(Noon.AddSeconds(0.3))));

    [Fact]
    public void MessageThatWasSentAgain_WaitsSinceThen() =>
        Assert.Equal(Noon.AddHours(2), QueueTelemetryMiddleware.WaitingSince(1, Noon.AddHours(2), MessageOf(Noon)));

    [Fact]
    public void MessageThatIsNotOurs_WaitsSinceItWasSent() => Assert.Equal(Noon, QueueTelemetryMiddleware.WaitingSince(1, Noon, envelope: null));

    [Fact]
    public void MessageThatHadToWait_IsNotMeasured()
    {
        Assert.Null(QueueTelemetryMiddleware.WaitingSince(2, Noon, MessageOf(Noon)));
        Assert.Null(QueueTelemetryMiddleware.WaitingSince(1, Noon, MessageOf(Noon) with { Retry = new BindingRetry("phone", 2) }));
    }

    private static Envelope MessageOf(DateTimeOffset receivedAt) => new() { Id = "1", Type = "t", ReceivedAt = receivedAt };
}
