using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate.CallNotifications;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Simulate;

/// <summary><c>simulate call</c>: the notification of a call to a Voice SDK client.</summary>
internal sealed class SimulateCallCommand : Command
{
    private const string DefaultUrl = $"http://localhost:7071/{Endpoints.CallNotifications}";

    private readonly Option<string> to = new Option<string>("--to") { Description = "The client identity that is called.", Required = true }.NotEmpty();

    private readonly Option<string> from = new Option<string>("--from")
    {
        Description = "Who calls: a client identity, a phone number (+15551234567) or a SIP address (sip:…).",
        DefaultValueFactory = _ => "alice",
    }.NotEmpty();

    private readonly Option<string[]> parameters = new Option<string[]>("--params")
    {
        Description = "Custom parameters, as the <Client> noun of TwiML passes them.",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = true,
    }.NameAndValue();

    private readonly Option<string> callSid = new("--call-sid") { Description = "The call's SID. [default: a new one]" };

    private readonly Option<string> url = new Option<string>("--url")
    {
        Description = "Where call notifications are received.",
        DefaultValueFactory = _ => DefaultUrl,
    }.HttpUrl();

    private readonly Option<int?> seed = new("--seed")
    {
        Description = "Decides everything that is drawn: the same seed sends the same bytes, which is a repeated request and rings nobody twice. " +
            "[default: another call each time]",
    };

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = "Whose client is called. [default: the first account of local.settings.json]",
    };

    private readonly Option<string> authToken = new("--auth-token")
    {
        Description = "What signs. [default: that account's token in local.settings.json]",
    };

    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public SimulateCallCommand(Terminal terminal, TimeProvider time)
        : base("call", "Announces a call to a Voice SDK client (call notification via webhook).")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [to, from, parameters, callSid, url, seed, accountSid, authToken];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var account = TwilioAccount.From(settings, result.GetValue(accountSid), result.GetValue(authToken));
        var target = WebhookTarget.For(new Uri(result.GetRequiredValue(url)), settings);
        var call = new ClientCall(
            account.Sid,
            ClientCall.CallerAddress(result.GetRequiredValue(from)),
            ClientCall.ClientAddress(result.GetRequiredValue(to)),
            NamedValues.Of(result.GetValue(parameters)),
            result.GetValue(callSid));
        var notification = SimulatedNotification.Of(call, result.GetValue(seed) is { } number ? new Random(number) : new Random());

        terminal.Out.WriteLine($"{call.From} calls {call.To}: {MaskedUrl.Of(target.Url)}");
        var answer = await NotificationSender.SendAsync(notification, target, account, time, cancellationToken);
        if (answer.Status is not null)
            Write(call, notification, answer, target);
        return NotificationSender.AdviceOn(answer, call, target) is { } advice ? throw new CommandFailedException(advice) : 0;
    }

    private void Write(ClientCall call, SimulatedNotification notification, Answer answer, WebhookTarget target)
    {
        var milliseconds = answer.Latency.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);
        var meaning = answer.IsSuccess ? $": queued for the devices of '{call.Identity}'" : "";
        terminal.Out.WriteLine($"{answer.Outcome} after {milliseconds}{meaning}", new Style(answer.IsSuccess ? Color.Green : Color.Red));
        terminal.Out.WriteLine($"Call SID: {notification.CallSid}");
        if (answer.IsSuccess)
            terminal.Out.WriteLine($"What becomes of it: curl {Shell.Quoted(CallUrl(target, notification))}");
    }

    private static string CallUrl(WebhookTarget target, SimulatedNotification notification) =>
        $"{new Uri(target.Url).GetLeftPart(UriPartial.Authority)}/{Endpoints.Calls}/{Uri.EscapeDataString(notification.CallSid)}";
}
