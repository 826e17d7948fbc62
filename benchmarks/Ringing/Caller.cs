using System.Diagnostics;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.CallNotifications;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>Announces calls to the app and waits until all the devices of the callee have rung.</summary>
internal sealed class Caller(WebhookSender webhooks, Devices devices)
{
    // As long as the app tries: CallNotifications:TimeToLive.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Null when the app did not take the call, or not every device rang once.</summary>
    public async Task<RungCall?> TryCallAsync(Callee callee, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(callee, cancellationToken);
        }
        catch (CommandFailedException)
        {
            return null;
        }
    }

    /// <exception cref="CommandFailedException">The app did not take the call, or not every device rang once.</exception>
    public async Task<RungCall> CallAsync(Callee callee, CancellationToken cancellationToken)
    {
        var call = new ClientCall(LoadedApp.Account.Sid, "client:alice", ClientCall.ClientAddress(callee.Identity), []);
        var notification = SimulatedNotification.Of(call, Random.Shared);
        var ring = devices.Expect(notification.MessageId, callee.Bindings);
        using var request = webhooks.Sign(notification.Body);

        var start = Stopwatch.GetTimestamp();
        var answer = await webhooks.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess)
            throw new CommandFailedException($"The call of {callee.Identity} was answered {answer.Outcome}.");
        if (await Task.WhenAny(ring.Complete, Task.Delay(Timeout, cancellationToken)) != ring.Complete || ring.Repeated > 0)
            throw new CommandFailedException($"Of {callee.Bindings} devices of {callee.Identity} {ring.Rung} rang, {ring.Repeated} again.");
        return new RungCall(answer.Latency, Stopwatch.GetElapsedTime(start, ring.First), Stopwatch.GetElapsedTime(start, ring.Last));
    }
}
