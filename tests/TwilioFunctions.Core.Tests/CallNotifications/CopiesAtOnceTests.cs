using Azure;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>Copies of one notification that are dispatched at the same moment: one rings, and none is lost.</summary>
public sealed class CopiesAtOnceTests
{
    private readonly DispatchScene scene = new();
    private readonly Mock<INotificationClaims> claims = new();

    [Fact]
    public async Task CopyWhileAnotherIsAtIt_GoesBackAndRingsNobody()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource<DeliveryResult>());
        scene.Bind("a", (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        });
        var first = scene.DispatchAsync();
        await asked.Task;

        await scene.DispatchAsync(scene.Message with { ReplayOf = "call-notifications.1" });

        Assert.True(scene.Queued.TryDequeue(out var copy));
        Assert.Equal((scene.Message.Serialize(), TimeSpan.FromSeconds(1)), copy);
        scene.CallList.VerifyNoOtherCalls();

        answer.SetResult(DeliveryResult.Delivered("200"));
        await first;
        await scene.DispatchAsync(Envelope.TryParse(copy.Message)!);

        Assert.Equal(["a"], scene.Rung);
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task CopyWhileARetryIsOnItsWay_IsOver()
    {
        scene.Bind("a", DeliveryResult.Retry("503"));
        await scene.DispatchAsync();

        await scene.DispatchAsync();

        Assert.Equal(["a"], scene.Rung);
        Assert.Equal(new BindingRetry("a", 2), Envelope.TryParse(Assert.Single(scene.Queued).Message)!.Retry);
    }

    [Theory]
    [InlineData(10, 100, 12)]
    [InlineData(5, 1, 17)]
    [InlineData(5, 2, 12)]
    [InlineData(60, 100, 32)]
    public async Task ClaimThatWasLeftBehind_IsTakenOverAsSoonAsNobodyCanBeAtIt(int attemptTimeout, int maxConcurrency, int seconds)
    {
        scene.Options.AttemptTimeout = TimeSpan.FromSeconds(attemptTimeout);
        scene.Options.MaxConcurrency = maxConcurrency;
        foreach (var id in (string[])["a", "b", "c"])
            scene.Bind(id, DeliveryResult.Delivered("200"));
        await scene.Claims.TryClaimAsync(new NotificationClaim(Notifications.CallSid, Notifications.MessageId, "died"), CancellationToken.None);

        scene.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await scene.DispatchAsync();
        Assert.Empty(scene.Attempts.All);
        Assert.Single(scene.Queued);

        scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        await scene.DispatchAsync();
        var outcome = seconds < 30 ? DeliveryOutcome.Delivered : DeliveryOutcome.Expired;
        Assert.Equal([("a", outcome), ("b", outcome), ("c", outcome)], scene.Attempts.All.Select(attempt => (attempt.BindingId, attempt.Outcome)));
        Assert.Single(scene.Queued);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatAnotherHasDoneWhileTheClaimWasAskedFor_IsNotDoneAgain(bool takenOver)
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Claims = claims.Object;
        claims.Setup(store => store.TryTakeOverAsync(It.IsAny<NotificationClaim>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Returns(async () =>
            {
                await scene.Attempts.PutAsync(Notifications.CallSid, [Delivered("a")], CancellationToken.None);
                return takenOver;
            });

        await scene.DispatchAsync();

        Assert.Empty(scene.Sent);
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task LostRaceForAClaimThatWasLeftBehind_GoesBack()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Claims = claims.Object;

        await scene.DispatchAsync();

        Assert.Empty(scene.Sent);
        Assert.Null(Envelope.TryParse(Assert.Single(scene.Queued).Message)!.Retry);
    }

    [Fact]
    public async Task MessageThatFailed_DoesNotWaitForItsOwnClaim()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Bindings.SetupSequence(bindings => bindings.FindAsync(Notifications.AccountSid, DispatchScene.Identity, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(503, "busy"))
            .ReturnsAsync([scene.Bind("b", DeliveryResult.Delivered("200"))]);

        await Assert.ThrowsAsync<RequestFailedException>(() => scene.DispatchAsync());
        await scene.DispatchAsync();

        Assert.Equal(["b"], scene.Rung);
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task ClaimThatCannotBeGivenBack_DoesNotHideWhatFailed()
    {
        scene.Bind("a", (_, _) => throw new InvalidOperationException("a bug"));
        scene.Claims = claims.Object;
        claims.Setup(store => store.TryClaimAsync(It.IsAny<NotificationClaim>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        claims.Setup(store => store.ReleaseAsync(It.IsAny<NotificationClaim>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(503, "busy"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.DispatchAsync());
    }

    [Fact]
    public async Task TwoCopiesOfARetry_RingOnce()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource<DeliveryResult>());
        scene.Bind("a", (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        });
        var retry = scene.Message with { Retry = new BindingRetry("a", 2) };
        var first = scene.DispatchAsync(retry);
        await asked.Task;

        await scene.DispatchAsync(retry);
        answer.SetResult(DeliveryResult.Delivered("200"));
        await first;
        Assert.True(scene.Queued.TryDequeue(out var copy));
        await scene.DispatchAsync(Envelope.TryParse(copy.Message)!);

        Assert.Equal(["a"], scene.Rung);
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task RetryThatWasQueuedThoughItsResponseWasLost_RingsOnceMoreAndNotTwice()
    {
        scene.Bind("a", DeliveryResult.Retry("503"));
        scene.Queueing = () => throw new RequestFailedException(0, "The response was lost.");
        await Assert.ThrowsAsync<RequestFailedException>(() => scene.DispatchAsync());
        scene.Queueing = null;
        scene.Bind("a", DeliveryResult.Delivered("200"));

        await Task.WhenAll(scene.DispatchAsync(), scene.DispatchAsync(scene.Message with { Retry = new BindingRetry("a", 2) }));

        Assert.Equal(["a", "a"], scene.Rung);
    }

    private DeliveryAttempt Delivered(string bindingId) => new()
    {
        MessageId = Notifications.MessageId,
        Identity = DispatchScene.Identity,
        BindingId = bindingId,
        Channel = ChannelNames.Webhook,
        Attempt = 1,
        Outcome = DeliveryOutcome.Delivered,
        Reason = "200",
        Time = scene.Time.GetUtcNow(),
    };
}
