using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Spectre.Console;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Bindings;

/// <summary><c>bindings put</c>: registers a device.</summary>
internal sealed class PutBindingCommand : Command
{
    private readonly Option<string> identity = new Option<string>("--identity") { Description = "The client identity.", Required = true }.NotEmpty();
    private readonly Option<string> bindingId = new Option<string>("--binding-id") { Description = "The binding's id within the identity.", Required = true }.NotEmpty();

    private readonly Option<string> channel = new Option<string>("--channel") { Description = "What reaches the device.", Required = true }
        .AcceptOnlyFromAmong([.. ChannelNames.All]);

    private readonly Option<string> registrationToken = new("--registration-token") { Description = "fcm: what the app got from the Firebase SDK." };
    private readonly Option<string> deviceToken = new("--device-token") { Description = "apns: PushKit's token for VoIP pushes, the app's own for alerts." };
    private readonly Option<string> bundleId = new("--bundle-id") { Description = "apns: the app's bundle id, without .voip." };

    private readonly Option<string> environment = new Option<string>("--environment") { Description = "apns: where the token is valid." }
        .AcceptOnlyFromAmong("production", "sandbox");

    private readonly Option<string> pushType = new Option<string>("--push-type") { Description = "apns: what kind of push rings." }.AcceptOnlyFromAmong("voip", "alert");
    private readonly Option<string> targetUrl = new Option<string>("--target-url") { Description = "webhook: where the notification is posted to." }.HttpUrl();
    private readonly Option<string> secret = new("--secret") { Description = "webhook: whsec_ and base64 of 24 to 64 bytes. [default: a new one, which is printed]" };
    private readonly Option<string> deviceId = new("--device-id") { Description = "The device's own identifier." };

    private readonly Option<string[]> label = new Option<string[]>("--label")
    {
        Description = "Whatever the team wants to know of the binding.",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = true,
    }.NameAndValue();

    private readonly AppOptions app = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public PutBindingCommand(Terminal terminal, TimeProvider time)
        : base("put", "Registers a device, or replaces its registration.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [identity, bindingId, channel, registrationToken, deviceToken, bundleId, environment, pushType, targetUrl, secret, deviceId, label];
        foreach (var option in options)
            Add(option);
        app.AddTo(this);
        Validators.Add(DemandWhatTheChannelNeeds);
        SetAction(RunAsync);
    }

    private (string Channel, Option[] Needed, Option[] Optional)[] Addresses =>
    [
        (ChannelNames.Fcm, [registrationToken], []),
        (ChannelNames.Apns, [deviceToken, bundleId], [environment, pushType]),
        (ChannelNames.WebPubSub, [], []),
        (ChannelNames.Webhook, [targetUrl], [secret]),
    ];

    private void DemandWhatTheChannelNeeds(CommandResult result)
    {
        var chosen = result.GetResult(channel)?.Tokens is [var token, ..] ? token.Value : null;
        foreach (var (name, needed, optional) in Addresses)
        {
            foreach (var option in needed.Where(option => name == chosen && result.GetResult(option) is null))
                result.AddError($"--channel {name} needs {option.Name}.");
            foreach (var option in needed.Concat(optional).Where(option => name != chosen && result.GetResult(option) is not null))
                result.AddError($"{option.Name} belongs to --channel {name}.");
        }
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = await BindingsApi.ConnectAsync(app, result, time, cancellationToken);
        var binding = BindingOf(result);
        var id = result.GetRequiredValue(bindingId);
        var who = result.GetRequiredValue(identity);

        var created = await api.PutAsync(who, id, binding, cancellationToken);

        terminal.Out.WriteLine($"{(created ? "Created" : "Replaced")} {id} of '{who}' ({binding.Channel}).");
        if (binding.Webhook is { Secret: { } made } && result.GetValue(secret) is null)
        {
            terminal.Out.WriteLine("The webhook's requests are signed (https://www.standardwebhooks.com) with:");
            terminal.WriteVerbatim(made);
        }

        return 0;
    }

    private BindingRequest BindingOf(ParseResult result) => new()
    {
        Channel = result.GetRequiredValue(channel),
        Fcm = result.GetValue(registrationToken) is { } token ? new FcmBinding(token) : null,
        Apns = result.GetValue(deviceToken) is { } device
            // What Apple's own samples begin with, and what the production service is for.
            ? new ApnsBinding(device, result.GetRequiredValue(bundleId), result.GetValue(environment) ?? "production", result.GetValue(pushType) ?? "voip")
            : null,
        Webhook = result.GetValue(targetUrl) is { } url ? new WebhookBinding(url, result.GetValue(secret) ?? NewSecret()) : null,
        DeviceId = result.GetValue(deviceId),
        Labels = result.GetValue(label) is { Length: > 0 } labels ? new Dictionary<string, string>(NamedValues.Of(labels).DistinctBy(pair => pair.Key)) : null,
    };

    /// <summary>Of 32 bytes, as the scheme's own libraries make it.</summary>
    public static string NewSecret() => StandardWebhookSignature.SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
