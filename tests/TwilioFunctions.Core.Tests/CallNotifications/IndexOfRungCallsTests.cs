using Azure;
using Moq;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>A call that nothing but its notifications tell of is in the list of its day.</summary>
public sealed class IndexOfRungCallsTests
{
    private readonly DispatchScene scene = new();

    [Fact]
    public async Task FirstDispatch_BringsTheCallIntoTheIndexOnceEverybodyIsRung()
    {
        var rungBefore = -1;
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));
        scene.Bind("tablet", new DeliveryResult(DeliveryOutcome.Delivered, "200"));
        scene.Indexer.Setup(indexer => indexer.AddAsync(It.Is<CallListing>(listing => listing.CallSid == Notifications.CallSid && listing.To == "client:bob"), It.IsAny<CancellationToken>()))
            .Callback(() => rungBefore = scene.Sent.Count).Returns(Task.CompletedTask);

        await scene.DispatchAsync();

        Assert.Equal(2, rungBefore);
    }

    [Fact]
    public async Task MessageThatComesAgain_FinishesWhatTheFirstRunLeftOfTheIndex()
    {
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));
        scene.Indexer.Setup(indexer => indexer.AddAsync(It.IsAny<CallListing>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(503, "busy"));

        await Assert.ThrowsAsync<RequestFailedException>(() => scene.DispatchAsync());
        await scene.DispatchAsync();

        Assert.Single(scene.Sent);
        scene.Indexer.Verify(indexer => indexer.RefreshAsync(Notifications.CallSid, Notifications.AccountSid, true, It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Retry_LeavesTheIndexAlone()
    {
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));

        await scene.DispatchAsync(scene.Message with { Retry = new BindingRetry("phone", 2) });

        Assert.Single(scene.Sent);
        scene.Indexer.VerifyNoOtherCalls();
    }
}
