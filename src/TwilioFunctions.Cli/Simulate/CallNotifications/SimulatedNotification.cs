using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>A call notification that is yet to be sent.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="MessageId"><c>WB…</c>: two requests with the same one are the same notification.</param>
/// <param name="Body">The JSON.</param>
internal sealed record SimulatedNotification(string CallSid, string MessageId, byte[] Body)
{
    /// <summary>Draws what the call leaves open. The same random numbers give the same bytes.</summary>
    public static SimulatedNotification Of(ClientCall call, Random random)
    {
        // All are drawn whether they are used or not, so that one option does not change what the others draw.
        var drawnCallSid = random.NextSid("CA");
        var messageId = random.NextSid("WB");
        var bridgeToken = random.NextBridgeToken();
        var callSid = call.CallSid ?? drawnCallSid;
        return new SimulatedNotification(callSid, messageId, CallNotificationBody.Write(call, callSid, messageId, bridgeToken));
    }
}
