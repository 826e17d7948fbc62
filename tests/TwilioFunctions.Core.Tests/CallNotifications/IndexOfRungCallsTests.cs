using Azure;
using Moq;
using TwilioFunctions.Core.CallNotifications;
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
        scene.CallList.Setup(list => list.RefreshAsync(Notifications.CallSid, It.IsAny<CancellationToken>()))
            .Callback(() => rungBefore = scene.Sent.Count).Returns(Task.CompletedTask);

        await scene.DispatchAsync();

        Assert.Equal(2, rungBefore);
    }

    [Fact]
    public async Task MessageThatComesAgain_FinishesWhatTheFirstRunLeftOfTheIndex()
    {
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));
        scene.CallList.SetupSequence(list => list.RefreshAsync(Notifications.CallSid, It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(503, "busy")).Returns(Task.CompletedTask);

        await Assert.ThrowsAsync<RequestFailedException>(() => scene.DispatchAsync());
        await scene.DispatchAsync();

        Assert.Single(scene.Sent);
        scene.CallList.Verify(list => list.RefreshAsync(Notifications.CallSid, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Retry_LeavesTheIndexAlone()
    {
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));

        await scene.DispatchAsync(scene.Message with { Retry = new BindingRetry("phone", 2) });

        Assert.Single(scene.Sent);
        scene.CallList.VerifyNoOtherCalls();
    }
}
