using Moq;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>A call that nothing but its notifications tell of is in the list of its day.</summary>
public sealed class IndexOfRungCallsTests
{
    private readonly DispatchScene scene = new();

    [Fact]
    public async Task MessageThatComesAgain_RepairsTheListEntryThatTheFirstRunMayHaveLeftBehind()
    {
        scene.Bind("phone", new DeliveryResult(DeliveryOutcome.Delivered, "200"));

        await scene.DispatchAsync();
        // The attempts are written with the list entry.
        scene.CallList.VerifyNoOtherCalls();
        await scene.DispatchAsync();

        Assert.Single(scene.Sent);
        scene.CallList.Verify(list => list.RefreshAsync(Notifications.CallSid, It.IsAny<CancellationToken>()), Times.Once);
    }
}
