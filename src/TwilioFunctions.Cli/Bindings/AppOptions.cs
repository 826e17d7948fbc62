using System.CommandLine;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Bindings;

/// <summary>The options that name the app and the account.</summary>
internal sealed class AppOptions
{
    private const string KeyVariable = "TWILIOFUNCTIONS_KEY";

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
        Description = "Whose bindings they are. [default: the first account of local.settings.json]",
    };

    public void AddTo(Command command)
    {
        Option[] options = [url, key, accountSid];
        foreach (var option in options)
            command.Add(option);
    }

    /// <exception cref="CommandFailedException">No account is known.</exception>
    public async Task<BindingsApi> ConnectAsync(ParseResult result, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var account = result.GetValue(accountSid) ?? ConfiguredAccount.ReadAll(settings).FirstOrDefault()?.Sid
            ?? throw new CommandFailedException(
                "No account is known: pass --account-sid, or set Twilio__Accounts__0__AccountSid in local.settings.json (`up` makes that file).");
        var app = new Uri(result.GetRequiredValue(url).TrimEnd('/'));
        return new BindingsApi(app, result.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable), account, time);
    }
}
