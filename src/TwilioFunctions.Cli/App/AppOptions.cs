using System.CommandLine;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.App;

/// <summary>The options that name the app and the account.</summary>
/// <param name="whose">What is the account's; null for a command that needs no account.</param>
internal sealed class AppOptions(string? whose = "bindings")
{
    /// <summary>The environment variable that holds the key.</summary>
    public const string KeyVariable = "TWILIOFUNCTIONS_KEY";

    private readonly Option<string> url = new Option<string>("--url")
    {
        Description = "The app's address.",
        DefaultValueFactory = _ => "http://localhost:7071",
    }.HttpUrl();

    private readonly Option<string> key = new("--key")
    {
        Description = $"A function or host key of the app; on this machine it takes none. [default: the environment variable {KeyVariable}]",
    };

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = $"Whose {whose} they are. [default: the first account of local.settings.json]",
    };

    public void AddTo(Command command)
    {
        Option[] options = whose is null ? [url, key] : [url, key, accountSid];
        foreach (var option in options)
            command.Add(option);
    }

    public Uri App(ParseResult result) => new(result.GetRequiredValue(url).TrimEnd('/'));

    public string? Key(ParseResult result) => result.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable);

    /// <exception cref="CommandFailedException">No account is known.</exception>
    public async Task<string> AccountSidAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        return result.GetValue(accountSid) ?? ConfiguredAccount.ReadAll(settings).FirstOrDefault()?.Sid
            ?? throw new CommandFailedException(
                "No account is known: pass --account-sid, or set Twilio__Accounts__0__AccountSid in local.settings.json (`up` makes that file).");
    }
}
