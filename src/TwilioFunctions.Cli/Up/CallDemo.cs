using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Cli.Bindings;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.CallNotifications;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Up;

/// <summary>Registers a device of this tool's own, calls it, and shows the notification as it arrives there.</summary>
internal sealed class CallDemo(Terminal terminal, TimeProvider time, Uri app, NotificationListener device)
{
    private const string Callee = "bob";
    private const string BindingId = "demo";

    // The time to live of a notification, and some more for what comes at the last moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <exception cref="CommandFailedException">The app refused something, or the notification did not arrive.</exception>
    public async Task RunAsync(LocalSettings settings, CancellationToken cancellationToken)
    {
        var account = TwilioAccount.From(settings, accountSid: null, authToken: null);
        var secret = PutBindingCommand.NewSecret();
        using var api = new BindingsApi(app, key: null, account.Sid, time);

        var binding = new BindingRequest { Channel = "webhook", Webhook = new WebhookBinding(device.Url, secret) };
        await api.PutAsync(Callee, BindingId, binding, cancellationToken);
        terminal.Out.WriteLine($"Registered {device.Url} as a device of '{Callee}' (channel webhook).");
        try
        {
            await CallAsync(account, settings, secret, cancellationToken);
        }
        finally
        {
            // After Ctrl+C as well, unless the app is gone.
            using var timer = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await RemoveAsync(api, timer.Token);
        }
    }

    private async Task CallAsync(TwilioAccount account, LocalSettings settings, string secret, CancellationToken cancellationToken)
    {
        var call = new ClientCall(account.Sid, ClientCall.ClientAddress("alice"), ClientCall.ClientAddress(Callee), []);
        var notification = SimulatedNotification.Of(call, new Random());
        var target = WebhookTarget.For(new Uri(app, Endpoints.CallNotifications), settings);

        var start = time.GetTimestamp();
        var answer = await NotificationSender.SendAsync(notification, target, account, time, cancellationToken);
        if (NotificationSender.AdviceOn(answer, call, target) is { } advice)
            throw new CommandFailedException($"The app answered the call notification with {answer.Outcome}. {advice}");

        var received = await ReceiveAsync(cancellationToken);
        if (!received.IsSignedWith(secret, time.GetUtcNow()))
            throw new CommandFailedException("What arrived at the device is not signed with the binding's secret: the app's log may say more.");
        if (!received.Body.AsSpan().SequenceEqual(notification.Body))
            throw new CommandFailedException($"What arrived at the device is not what was sent: {received.Text}");

        var milliseconds = time.GetElapsedTime(start, received.FirstByteAt).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        terminal.Out.WriteLine($"{call.From} called {call.To}. After {milliseconds} ms this arrived, byte for byte and signed:", new Style(Color.Green));
        terminal.WriteVerbatim(received.Text);
    }

    private async Task<ReceivedNotification> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Patience, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await device.ReceiveAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException($"No notification arrived at {device.Url} within {Patience.TotalSeconds:0} s: the app's log above says why.");
        }
    }

    private static async Task RemoveAsync(BindingsApi api, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteAsync(Callee, BindingId, cancellationToken);
        }
        catch (Exception failure) when (failure is CommandFailedException or OperationCanceledException)
        {
            // What went wrong before is what people have to know. The next demo puts it again.
        }
    }
}
