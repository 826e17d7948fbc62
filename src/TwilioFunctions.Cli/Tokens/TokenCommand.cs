using System.CommandLine;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Signing;

namespace TwilioFunctions.Cli.Tokens;

/// <summary><c>token</c>: what a device proves itself with.</summary>
internal sealed class TokenCommand : Command
{
    private readonly Option<string> identity = new Option<string>("--identity") { Description = "The client identity.", Required = true }.NotEmpty();

    private readonly Option<TimeSpan> lifetime = new Option<TimeSpan>("--lifetime")
    {
        Description = "How long it is valid, up to 24h: a number and s, m or h. [default: 1h]",
        HelpName = "duration",
        DefaultValueFactory = _ => TimeSpan.FromHours(1),
    }.Duration(most: TimeSpan.FromHours(24));

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = "Whose client it is. [default: the first account of local.settings.json]",
    };

    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public TokenCommand(Terminal terminal, TimeProvider time)
        : base("token", "Makes a Twilio Access Token with the account's first API key of local.settings.json, and prints it alone.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [identity, lifetime, accountSid];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var key = TwilioApiKey.From(settings, result.GetValue(accountSid));
        terminal.WriteVerbatim(AccessTokenSigner.Create(
            key.AccountSid, key.Sid, key.Secret, result.GetRequiredValue(identity), result.GetValue(lifetime), time.GetUtcNow()));
        return 0;
    }
}
