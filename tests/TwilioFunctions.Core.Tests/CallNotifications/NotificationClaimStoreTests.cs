using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Channels;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>The claims in the call's partition, and what they are for: no device rings twice.</summary>
[Collection(AzuriteTests.Name)]
public sealed class NotificationClaimStoreTests(StorageFixture storage)
{
    private const string MessageId = "WB/1|#";
    private static readonly TimeSpan LeftAfter = TimeSpan.FromSeconds(12);

    private readonly string callSid = Sids.New("CA");
    private readonly FakeTimeProvider time = new();

    private NotificationClaimStore Store => new(storage.Tables, time);

    [Fact]
    public async Task OfManyAtOnce_OneClaims()
    {
        var claimed = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => Store.TryClaimAsync(Claim($"{index}"), CancellationToken.None)));

        Assert.Single(claimed, isMine => isMine);
        Assert.True(await Store.TryClaimAsync(Claim("a") with { MessageId = "WB2" }, CancellationToken.None));
    }

    [Fact]
    public async Task OfManyAtOnce_OneTakesOverWhatWasLeftBehind()
    {
        await Store.TryClaimAsync(Claim("died"), CancellationToken.None);
        time.Advance(LeftAfter - TimeSpan.FromSeconds(1));
        Assert.False(await Store.TryTakeOverAsync(Claim("early"), LeftAfter, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(1));

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => Store.TryTakeOverAsync(Claim($"{index}"), LeftAfter, CancellationToken.None)));

        Assert.Single(taken, isMine => isMine);
    }

    [Fact]
    public async Task ClaimThatWasGivenBack_IsTakenOverAtOnceAndNotClaimedAsTheFirst()
    {
        await Store.TryClaimAsync(Claim("first"), CancellationToken.None);
        await Store.ReleaseAsync(Claim("another"), CancellationToken.None);
        Assert.False(await Store.TryTakeOverAsync(Claim("second"), LeftAfter, CancellationToken.None));

        await Store.ReleaseAsync(Claim("first"), CancellationToken.None);

        Assert.False(await Store.TryClaimAsync(Claim("second"), CancellationToken.None));
        Assert.True(await Store.TryTakeOverAsync(Claim("second"), LeftAfter, CancellationToken.None));
        Assert.False(await Store.TryTakeOverAsync(Claim("third"), LeftAfter, CancellationToken.None));
    }

    [Fact]
    public async Task ClaimWhoseAnswerWasLost_IsKnownAgain()
    {
        await Store.TryClaimAsync(Claim("first"), CancellationToken.None);

        Assert.False(await Store.TryClaimAsync(Claim("first"), CancellationToken.None));
        Assert.True(await Store.TryTakeOverAsync(Claim("first"), LeftAfter, CancellationToken.None));
    }

    [Fact]
    public async Task WithoutAClaim_ThereIsNothingToTakeOverOrToGiveBack()
    {
        await Store.ReleaseAsync(Claim("a"), CancellationToken.None);

        Assert.False(await Store.TryTakeOverAsync(Claim("a"), LeftAfter, CancellationToken.None));
    }

    [Fact]
    public async Task CallWithAClaimAlone_IsNotKnown()
    {
        await Store.TryClaimAsync(Claim("a"), CancellationToken.None);

        await storage.CallWriter.RefreshAsync(callSid, CancellationToken.None);

        Assert.Null(await storage.Calls.FindAsync(callSid, CancellationToken.None));
        var rows = storage.Tables.GetTableClient("Calls").QueryAsync<Azure.Data.Tables.TableEntity>(row => row.PartitionKey == callSid);
        Assert.Equal(["claim|WB=002F1=007C=0023"], await rows.Select(row => row.RowKey).ToListAsync());
    }

    [Fact]
    public async Task TwoDispatchersAtOnce_RingEachDeviceOnce()
    {
        var scene = new DispatchScene { Record = new DeliveryAttemptStore(storage.Tables, storage.CallWriter) };
        scene.Claims = new NotificationClaimStore(storage.Tables, scene.Time);
        foreach (var id in (string[])["a", "b", "c"])
            scene.Bind(id, DeliveryResult.Delivered("200"));

        var calls = Enumerable.Range(0, 20).Select(_ => Sids.New("CA")).ToList();
        foreach (var call in calls)
        {
            var message = scene.Message with { CallSid = call, Payload = Notifications.Json(DispatchScene.Identity, callSid: call) };
            await Task.WhenAll(Task.Run(() => scene.DispatchAsync(message)), Task.Run(() => scene.DispatchAsync(message)));
            while (scene.Queued.TryDequeue(out var copy))
                await scene.DispatchAsync(Core.Messages.Envelope.TryParse(copy.Message)!);
        }

        var rung = scene.Sent.Select(delivery => (delivery.Notification.CallSid, delivery.Binding.BindingId)).Order();
        Assert.Equal(calls.SelectMany(call => ((string[])["a", "b", "c"]).Select(id => (call, id))).Order(), rung);
    }

    private NotificationClaim Claim(string holder) => new(callSid, MessageId, holder);
}
