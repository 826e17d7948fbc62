using System.CommandLine;
using Microsoft.Extensions.Options;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Doctor;

/// <summary><c>doctor</c>: why a signature fails, and the setting that mends it.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly RequestOptions request = new();

    private readonly Option<string> authToken = new Option<string>("--auth-token")
    {
        Description = "A token that is tried beside those of local.settings.json.",
    }.NotEmpty();

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = "Whose token --auth-token is, where local.settings.json has no accounts.",
    };

    private readonly Option<string> publicBaseUrl = new("--public-base-url")
    {
        Description = "Twilio__PublicBaseUrl of the app. [default: that of local.settings.json]",
    };

    private readonly Option<bool> all = new("--all") { Description = "Shows every candidate, with the text that is signed." };

    private readonly Terminal terminal;

    public DoctorCommand(Terminal terminal)
        : base("doctor", "Says why the app refuses a webhook's signature, and which setting mends it. Sends nothing.")
    {
        this.terminal = terminal;
        request.AddTo(this);
        Option[] options = [authToken, accountSid, publicBaseUrl, all];
        foreach (var option in options)
            Add(option);
        Add(new DoctorSettingsCommand(terminal));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var captured = await request.ReadAsync(result, cancellationToken);
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var keys = DoctorKeys.From(settings, result.GetValue(accountSid), result.GetValue(authToken), result.GetValue(publicBaseUrl));
        var diagnosis = Diagnostician(keys).Diagnose(captured);
        new DoctorReport(terminal, diagnosis).Write(result.GetValue(all));
        var isValid = diagnosis.Result == SignatureResult.Valid;
        if (isValid && keys.Options.PublicBaseUrl is null && Uri.TryCreate(captured.Url, UriKind.Absolute, out var called) && !called.IsLoopback)
            terminal.WriteVerbatim($"If the app refuses it all the same, it sees another URL: set Twilio__PublicBaseUrl={called.GetLeftPart(UriPartial.Authority)}");
        if (!keys.Verifies)
            terminal.WriteVerbatim("Twilio__VerifySignatures is false in the settings: the app accepts every request as it is set now.");
        return isValid ? 0 : 1;
    }

    private static SignatureDiagnostician Diagnostician(DoctorKeys keys)
    {
        try
        {
            return new SignatureDiagnostician(keys.Options, keys.OtherToken);
        }
        catch (OptionsValidationException wrong)
        {
            throw new CommandFailedException($"The app does not start with these settings: {string.Join(' ', wrong.Failures)}", wrong);
        }
    }
}

/// <summary>The settings that decide about signatures, and a token beside them.</summary>
/// <param name="Options">As the app reads them.</param>
/// <param name="OtherToken">The token of the options, if the settings have accounts.</param>
/// <param name="Verifies">Whether the app verifies at all.</param>
internal sealed record DoctorKeys(TwilioOptions Options, string? OtherToken, bool Verifies)
{
    private const string UnknownAccountSid = "AC00000000000000000000000000000000";

    /// <exception cref="CommandFailedException">There is neither an account in the settings nor a token in the options.</exception>
    public static DoctorKeys From(LocalSettings settings, string? accountSid, string? authToken, string? publicBaseUrl)
    {
        var options = new TwilioOptions { PublicBaseUrl = NullIfEmpty((publicBaseUrl ?? settings["Twilio__PublicBaseUrl"])?.Trim()) };
        foreach (var account in ConfiguredAccount.ReadAll(settings))
            options.Accounts.Add(account.ToOptions());
        var verifies = !string.Equals(settings["Twilio__VerifySignatures"]?.Trim(), "false", StringComparison.OrdinalIgnoreCase);
        if (options.Accounts.Count > 0)
            return new DoctorKeys(options, authToken, verifies);

        options.Accounts.Add(new TwilioAccountOptions
        {
            AccountSid = accountSid ?? UnknownAccountSid,
            AuthToken = authToken ?? throw new CommandFailedException(
                "No auth token is known: pass --auth-token, or set Twilio__Accounts__0__AccountSid and Twilio__Accounts__0__AuthToken in local.settings.json " +
                "(`up` makes that file)."),
        });
        return new DoctorKeys(options, OtherToken: null, verifies);
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
