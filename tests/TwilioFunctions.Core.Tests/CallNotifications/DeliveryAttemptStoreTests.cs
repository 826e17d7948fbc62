using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>The attempts in the call's record.</summary>
[Collection(AzuriteTests.Name)]
public sealed class DeliveryAttemptStoreTests(StorageFixture storage)
{
    private readonly string callSid = Sids.New("CA");

    private DeliveryAttemptStore Store => new(storage.Tables, storage.CallWriter);

    [Fact]
    public async Task Attempts_AreReadBackAsTheyWere()
    {
        DeliveryAttempt[] attempts =
        [
            .. Enum.GetValues<DeliveryOutcome>().Select((outcome, index) => Attempt("WB1", $"binding-{index}", 1) with
            {
                Identity = "a/b#?%|=ö😀",
                Outcome = outcome,
                Reason = "429 TooManyRequests",
                Duration = TimeSpan.FromMilliseconds(1234),
                NextAttemptAt = outcome == DeliveryOutcome.Retry ? At(9) : null,
            }),
        ];

        await Store.PutAsync(callSid, attempts, CancellationToken.None);
        await Store.PutAsync(callSid, attempts, CancellationToken.None);

        Assert.Equal(attempts, await Store.FindAsync(callSid, "WB1", null, CancellationToken.None));
    }

    [Fact]
    public async Task Attempts_AreFoundByMessageAndByBinding()
    {
        DeliveryAttempt[] attempts = [Attempt("WB1", "a", 1), Attempt("WB1", "a", 2), Attempt("WB1", "a-2", 1), Attempt("WB1|", "a", 1), Attempt("WB10", "a", 1)];
        await Store.PutAsync(callSid, attempts, CancellationToken.None);

        var ofMessage = await Store.FindAsync(callSid, "WB1", null, CancellationToken.None);
        var ofBinding = await Store.FindAsync(callSid, "WB1", "a", CancellationToken.None);
        var ofAnotherCall = await Store.FindAsync(Sids.New("CA"), "WB1", null, CancellationToken.None);

        Assert.Equal([("a", 1), ("a", 2), ("a-2", 1)], ofMessage.Select(attempt => (attempt.BindingId, attempt.Attempt)).Order());
        Assert.Equal([1, 2], ofBinding.Select(attempt => attempt.Attempt));
        Assert.Empty(ofAnotherCall);
    }

    [Fact]
    public async Task LongestNames_AreLegalKeys()
    {
        var attempt = Attempt(new string('W', CallNotificationBody.MaxMessageIdLength), new string('b', 128), 1) with { Reason = new string('r', 100_000) };

        await Store.PutAsync(callSid, [attempt], CancellationToken.None);

        Assert.Equal(attempt with { Reason = attempt.Reason[..1024] }, Assert.Single(await Store.FindAsync(callSid, attempt.MessageId, attempt.BindingId, CancellationToken.None)));
    }

    [Fact]
    public async Task CallWithNotificationsAlone_IsARecordInTheirOrder()
    {
        await Store.PutAsync(callSid, [Attempt("WB1", "z", 1), Attempt("WB1", "a", 2) with { Time = At(5) }, Attempt("WB1", "b", 1) with { Time = At(2) }], CancellationToken.None);

        var call = await storage.Calls.FindAsync(callSid, CancellationToken.None);

        Assert.Null(call!.Summary);
        Assert.Equal(["z", "b", "a"], call.Notifications.Select(attempt => attempt.BindingId));
    }

    private static DateTimeOffset At(int second) => new(2026, 11, 21, 12, 0, second, TimeSpan.Zero);

    private static DeliveryAttempt Attempt(string messageId, string bindingId, int attempt) => new()
    {
        MessageId = messageId,
        Identity = "bob",
        BindingId = bindingId,
        Channel = ChannelNames.Fcm,
        Attempt = attempt,
        Outcome = DeliveryOutcome.Delivered,
        Reason = "200",
        Time = At(0),
    };
}
