using Azure;
using Microsoft.Extensions.Logging;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>What the dispatcher decides.</summary>
public sealed class CallNotificationDispatcherTests
{
    private readonly DispatchScene scene = new();

    [Fact]
    public async Task AllBindings_AreSentToAtOnce()
    {
        var together = new Barrier();
        foreach (var id in (string[])["a", "b", "c"])
            scene.Bind(id, (_, cancellationToken) => together.ArriveAsync(3, cancellationToken));

        await scene.DispatchAsync();

        Assert.Equal([("a", DeliveryOutcome.Delivered), ("b", DeliveryOutcome.Delivered), ("c", DeliveryOutcome.Delivered)], Outcomes());
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task DeviceThatIsBoundTwice_RingsOnceAlsoWhenTheMessageComesAgain()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"), new WebhookAddress("https://device.example/same", "whsec_a-secret", null));
        scene.Bind("b", DeliveryResult.Delivered("200"), new WebhookAddress("https://device.example/same", "whsec_a-secret", null));

        await scene.DispatchAsync();
        await scene.DispatchAsync();

        Assert.Equal(["a"], scene.Rung);
    }

    [Fact]
    public async Task Channel_GetsTheNotificationAsItWasSentAndItsEnd()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));

        await scene.DispatchAsync();

        var delivery = Assert.Single(scene.Sent);
        Assert.Equal(
            (scene.Message.Payload, Notifications.MessageId, DispatchScene.Identity, scene.Time.GetUtcNow() + TimeSpan.FromSeconds(30)),
            (delivery.Notification.Json, delivery.Notification.MessageId, delivery.Notification.Identity, delivery.ExpiresAt));
    }

    [Fact]
    public async Task Attempt_IsRecordedWithAllThatIsKnownOfIt()
    {
        scene.Bind("a", (_, _) =>
        {
            scene.Time.Advance(TimeSpan.FromMilliseconds(70));
            return Task.FromResult(DeliveryResult.Rejected("400 BadTopic"));
        });
        var began = scene.Time.GetUtcNow();

        await scene.DispatchAsync();

        Assert.Equal(
            new DeliveryAttempt
            {
                MessageId = Notifications.MessageId,
                AccountSid = Notifications.AccountSid,
                From = "client:alice",
                Identity = DispatchScene.Identity,
                BindingId = "a",
                Channel = ChannelNames.Webhook,
                Attempt = 1,
                Outcome = DeliveryOutcome.Rejected,
                Reason = "400 BadTopic",
                Time = began,
                Duration = TimeSpan.FromMilliseconds(70),
            },
            Assert.Single(scene.Attempts.All));
    }

    [Fact]
    public async Task EachAttempt_IsOneLogLineWithoutTokens()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Bind("b", DeliveryResult.Rejected("400"));

        await scene.DispatchAsync();

        Assert.Equal([LogLevel.Information, LogLevel.Error], scene.Log.OrderBy(entry => entry.Level).Select(entry => entry.Level));
        Assert.All(scene.Log, entry => Assert.DoesNotContain(Notifications.BridgeToken, entry.Line, StringComparison.Ordinal));
        Assert.All(scene.Log, entry => Assert.DoesNotContain("whsec_", entry.Line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(2, null, 2)]
    [InlineData(3, null, 4)]
    [InlineData(4, null, 8)]
    [InlineData(1, 7.0, 7)]
    [InlineData(3, 1.0, 1)]
    [InlineData(1, 1.2, 2)]
    [InlineData(1, 0.0, 1)]
    [InlineData(1, -5.0, 1)]
    public async Task PassingFailure_GoesBackAloneNotBeforeItsTime(int attempt, double? wish, int seconds)
    {
        scene.Bind("a", DeliveryResult.Retry("429", wish is { } value ? TimeSpan.FromSeconds(value) : null));
        scene.Bind("b", DeliveryResult.Delivered("200"));
        if (attempt > 1)
            scene.Message = scene.Message with { Retry = new BindingRetry("a", attempt) };

        await scene.DispatchAsync();

        var (message, delay) = Assert.Single(scene.Queued);
        Assert.Equal(scene.Message with { Retry = new BindingRetry("a", attempt + 1) }, Envelope.TryParse(message));
        Assert.Equal(TimeSpan.FromSeconds(seconds), delay);
        var made = scene.Attempts.All[0];
        Assert.Equal((attempt, DeliveryOutcome.Retry, "429", scene.Time.GetUtcNow() + delay), (made.Attempt, made.Outcome, made.Reason, made.NextAttemptAt));
    }

    [Theory]
    [InlineData(30.0)]
    [InlineData(29.5)]
    [InlineData(1e11)]
    [InlineData(null)]
    public async Task NextAttemptAfterTheTimeToLive_IsExpiredNow(double? wish)
    {
        TimeSpan? after = wish is null ? TimeSpan.MaxValue : TimeSpan.FromSeconds(wish.Value);
        scene.Bind("a", DeliveryResult.Retry("503", after));

        await scene.DispatchAsync();

        Assert.Empty(scene.Queued);
        var made = Assert.Single(scene.Attempts.All);
        Assert.Equal((DeliveryOutcome.Expired, null), (made.Outcome, made.NextAttemptAt));
        Assert.StartsWith("503; ", made.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryOfAParkedPayload_CarriesTheReference()
    {
        // The payload is read before the dispatcher has it, so that here it stands beside its reference.
        scene.Message = scene.Message with { Parked = new ParkedPayload("key", 1, "hash") };
        var retry = await new RetryScene(scene.Time).RetryOfAsync(scene.Message);

        Assert.Equal(scene.Message with { Payload = null, Retry = new BindingRetry("a", 2) }, retry);
    }

    [Fact]
    public async Task RetryOfAReplay_IsNoReplay()
    {
        var retry = await new RetryScene(scene.Time).RetryOfAsync(scene.Message with { ReplayOf = "call-notifications.1" });

        Assert.Null(retry.ReplayOf);
    }

    [Fact]
    public async Task LostConnection_IsTriedAgain()
    {
        scene.Bind("a", (_, _) => throw new HttpRequestException("Connection refused (device.example:443)"));
        scene.Bind("b", (_, _) => throw new IOException("The response ended prematurely."));

        await scene.DispatchAsync();

        Assert.Equal([("a", DeliveryOutcome.Retry), ("b", DeliveryOutcome.Retry)], Outcomes());
        Assert.Equal(2, scene.Queued.Count);
    }

    [Fact]
    public async Task NoAnswerWithinTheAttemptsTimeout_IsTriedAgain()
    {
        scene.BindHanging("a", () => scene.Time.Advance(TimeSpan.FromSeconds(10)));

        await scene.DispatchAsync();

        Assert.Equal("no answer within 10 s", Assert.Single(scene.Attempts.All).Reason);
        Assert.Single(scene.Queued);
    }

    [Fact]
    public async Task Attempt_EndsWhenThePhoneRingsNoMore()
    {
        scene.BindHanging("a", () => scene.Time.Advance(TimeSpan.FromSeconds(3)));
        scene.Time.Advance(TimeSpan.FromSeconds(27));

        await scene.DispatchAsync();

        var made = Assert.Single(scene.Attempts.All);
        Assert.Equal(DeliveryOutcome.Expired, made.Outcome);
        Assert.StartsWith("no answer within 3 s", made.Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Queued);
    }

    [Fact]
    public async Task MessageOlderThanTheTimeToLive_IsRecordedAsExpiredAndNothingIsSent()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Bind("b", DeliveryResult.Delivered("200"), new FcmAddress("token"));
        scene.Bind("done", DeliveryResult.Delivered("200"));
        await scene.DispatchedBeforeAsync(Made("done", 1, DeliveryOutcome.Delivered));
        scene.Time.Advance(TimeSpan.FromSeconds(30));

        await scene.DispatchAsync();

        Assert.Empty(scene.Sent);
        Assert.Equal([("a", DeliveryOutcome.Expired), ("b", DeliveryOutcome.Expired), ("done", DeliveryOutcome.Delivered)], Outcomes());
    }

    [Fact]
    public async Task GoneBinding_IsDeleted()
    {
        var binding = scene.Bind("a", DeliveryResult.Gone("410 Unregistered", scene.Time.GetUtcNow()));

        await scene.DispatchAsync();

        scene.Bindings.Verify(bindings => bindings.DeleteUnlessRenewedAsync(binding, It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal("410 Unregistered; the binding is deleted", Assert.Single(scene.Attempts.All).Reason);
    }

    [Fact]
    public async Task BindingThatWasRenewedAfterTheServiceGaveItUp_Stays()
    {
        scene.Bind("a", DeliveryResult.Gone("410 Unregistered", scene.Time.GetUtcNow() - TimeSpan.FromSeconds(1)));

        await scene.DispatchAsync();

        scene.Bindings.Verify(bindings => bindings.DeleteUnlessRenewedAsync(It.IsAny<ClientBinding>(), It.IsAny<CancellationToken>()), Times.Never);
        Assert.Contains("stays", Assert.Single(scene.Attempts.All).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindingThatWasRenewedMeanwhile_IsRecordedSo()
    {
        scene.Bind("a", DeliveryResult.Gone("404 UNREGISTERED"));
        scene.Bindings.Setup(bindings => bindings.DeleteUnlessRenewedAsync(It.IsAny<ClientBinding>(), It.IsAny<CancellationToken>())).ReturnsAsync(false);

        await scene.DispatchAsync();

        Assert.Contains("renewed or deleted meanwhile", Assert.Single(scene.Attempts.All).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoneBindingThatCannotBeDeleted_IsSettledAllTheSame()
    {
        scene.Bind("a", DeliveryResult.Gone("404 UNREGISTERED"));
        scene.Bindings.Setup(bindings => bindings.DeleteUnlessRenewedAsync(It.IsAny<ClientBinding>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(503, "busy"));

        await scene.DispatchAsync();

        Assert.Equal([("a", DeliveryOutcome.Gone)], Outcomes());
    }

    [Fact]
    public async Task ChannelThatIsOff_IsRejectedWithItsSentence()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Channel.Setup(channel => channel.MissingSetting).Returns("Channels__Webhook__X is not set.");

        await scene.DispatchAsync();

        Assert.Empty(scene.Sent);
        Assert.Equal((DeliveryOutcome.Rejected, "Channels__Webhook__X is not set."), (scene.Attempts.All[0].Outcome, scene.Attempts.All[0].Reason));
    }

    [Fact]
    public async Task ChannelThatTheAppDoesNotHave_IsRejected()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"), new FcmAddress("token"));

        await scene.DispatchAsync();

        Assert.Equal((DeliveryOutcome.Rejected, "The app has no channel fcm."), (scene.Attempts.All[0].Outcome, scene.Attempts.All[0].Reason));
    }

    [Fact]
    public async Task MessageThatComesAgain_RingsOnlyWhoIsNotSettled()
    {
        foreach (var id in (string[])["delivered", "expired", "gone", "new", "rejected", "retry"])
            scene.Bind(id, DeliveryResult.Delivered("200"));
        await scene.DispatchedBeforeAsync(
            Made("delivered", 1, DeliveryOutcome.Delivered),
            Made("expired", 1, DeliveryOutcome.Expired),
            Made("gone", 1, DeliveryOutcome.Gone),
            Made("rejected", 1, DeliveryOutcome.Rejected),
            Made("retry", 1, DeliveryOutcome.Retry) with { NextAttemptAt = scene.Time.GetUtcNow() });

        await scene.DispatchAsync();
        await scene.DispatchAsync();

        Assert.Equal(["new"], scene.Rung);
    }

    [Fact]
    public async Task Retry_RingsItsBindingAloneAndOnlyOnce()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Bind("b", DeliveryResult.Delivered("200"));
        await scene.Attempts.PutAsync(
            Notifications.CallSid, [Made("a", 1, DeliveryOutcome.Retry) with { NextAttemptAt = scene.Time.GetUtcNow() }], CancellationToken.None);
        scene.Message = scene.Message with { Retry = new BindingRetry("a", 2) };

        await scene.DispatchAsync();
        await scene.DispatchAsync();

        Assert.Equal(["a"], scene.Rung);
        Assert.Equal((2, DeliveryOutcome.Delivered), (scene.Attempts.All[1].Attempt, scene.Attempts.All[1].Outcome));
    }

    [Fact]
    public async Task RetryWhoseBindingWasDeleted_IsRecordedAsGone()
    {
        await scene.Attempts.PutAsync(
            Notifications.CallSid, [Made("a", 1, DeliveryOutcome.Retry) with { NextAttemptAt = scene.Time.GetUtcNow() }], CancellationToken.None);
        scene.Message = scene.Message with { Retry = new BindingRetry("a", 2) };

        await scene.DispatchAsync();

        var made = scene.Attempts.All[1];
        Assert.Equal((2, DeliveryOutcome.Gone, ChannelNames.Webhook), (made.Attempt, made.Outcome, made.Channel));
    }

    [Fact]
    public async Task IdentityWithoutBindings_IsNoFailure()
    {
        await scene.DispatchAsync();

        Assert.Empty(scene.Attempts.All);
    }

    [Fact]
    public async Task FaultOfAChannel_FailsItsBindingAloneAndThenTheMessage()
    {
        scene.Bind("a", DeliveryResult.Delivered("200"));
        scene.Bind("broken", (_, _) => throw new InvalidOperationException("a bug"));
        scene.Bind("c", DeliveryResult.Retry("503"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => scene.DispatchAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.DispatchAsync());

        Assert.Equal("a bug", thrown.Message);
        Assert.Equal(["a", "broken", "broken", "c"], scene.Rung);
        Assert.Equal(
            [("a", 1, DeliveryOutcome.Delivered), ("broken", 1, DeliveryOutcome.Retry), ("broken", 2, DeliveryOutcome.Retry), ("c", 1, DeliveryOutcome.Retry)],
            scene.Attempts.All.Select(attempt => (attempt.BindingId, attempt.Attempt, attempt.Outcome)));
        Assert.Single(scene.Queued);
    }

    [Fact]
    public async Task SeveralFaults_AreThrownTogether()
    {
        scene.Bind("a", (_, _) => throw new InvalidOperationException("a bug"));
        scene.Bind("b", (_, _) => throw new NotSupportedException("another"));

        var thrown = await Assert.ThrowsAsync<AggregateException>(() => scene.DispatchAsync());

        Assert.Contains("a bug", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("another", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryThatCannotBeQueued_IsTriedAgainWithItsMessage()
    {
        scene.Bind("a", DeliveryResult.Retry("503"));
        scene.Bind("b", DeliveryResult.Delivered("200"));
        scene.Queueing = () => throw new RequestFailedException(503, "busy");

        await Assert.ThrowsAsync<RequestFailedException>(() => scene.DispatchAsync());
        scene.Queueing = null;
        await scene.DispatchAsync();

        Assert.Equal(["a", "a", "b"], scene.Rung);
        Assert.Equal(new BindingRetry("a", 3), Envelope.TryParse(Assert.Single(scene.Queued).Message)!.Retry);
    }

    [Fact]
    public async Task Concurrency_IsBounded()
    {
        scene.Options.MaxConcurrency = 2;
        var (running, most) = (0, 0);
        var pair = new Barrier();
        foreach (var id in Enumerable.Range(0, 6))
        {
            scene.Bind($"{id}", async (_, cancellationToken) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                var result = await pair.ArriveAsync(2, cancellationToken);
                Interlocked.Decrement(ref running);
                return result;
            });
        }

        await scene.DispatchAsync();

        Assert.Equal(6, scene.Sent.Count);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task HangingBinding_DelaysNeitherTheRetryNorTheRecordOfAnother()
    {
        var queued = new TaskCompletionSource();
        var recorded = new TaskCompletionSource();
        scene.Queueing = () => queued.TrySetResult();
        scene.Attempts.Written = () => recorded.TrySetResult();
        scene.BindHanging("a");
        scene.Bind("b", DeliveryResult.Retry("503"));

        var dispatching = scene.DispatchAsync();
        await queued.Task;
        await recorded.Task;

        Assert.False(dispatching.IsCompleted);
        Assert.Equal([("b", DeliveryOutcome.Retry)], Outcomes());
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        await dispatching;
        Assert.Equal([("a", DeliveryOutcome.Retry), ("b", DeliveryOutcome.Retry)], Outcomes());
    }

    [Fact]
    public async Task HostThatStops_LeavesWhatWasDeliveredInTheRecord()
    {
        using var stopping = new CancellationTokenSource();
        var hanging = new TaskCompletionSource();
        scene.Bind("a", async (_, _) =>
        {
            await hanging.Task;
            return DeliveryResult.Delivered("200");
        });
        scene.BindHanging("b", () => hanging.TrySetResult());
        scene.Attempts.Written = () => stopping.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.DispatchAsync(stopping.Token));

        Assert.Equal([("a", DeliveryOutcome.Delivered)], Outcomes());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    public async Task PayloadThatIsNoNotification_IsInvalidData(string payload) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => scene.DispatchAsync(scene.Message with { Payload = payload }));

    private IEnumerable<(string, DeliveryOutcome)> Outcomes() => scene.Attempts.All.Select(attempt => (attempt.BindingId, attempt.Outcome));

    private DeliveryAttempt Made(string bindingId, int attempt, DeliveryOutcome outcome) => new()
    {
        MessageId = Notifications.MessageId,
        Identity = DispatchScene.Identity,
        BindingId = bindingId,
        Channel = ChannelNames.Webhook,
        Attempt = attempt,
        Outcome = outcome,
        Reason = "before",
        Time = scene.Time.GetUtcNow(),
    };

    /// <summary>Lets nobody on before so many have come.</summary>
    private sealed class Barrier
    {
        private readonly Lock gate = new();
        private TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int waiting;

        public async Task<DeliveryResult> ArriveAsync(int count, CancellationToken cancellationToken)
        {
            Task opened;
            lock (gate)
            {
                opened = open.Task;
                if (++waiting == count)
                {
                    open.SetResult();
                    open = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    waiting = 0;
                }
            }
            await opened.WaitAsync(cancellationToken);
            return DeliveryResult.Delivered("200");
        }
    }
}
