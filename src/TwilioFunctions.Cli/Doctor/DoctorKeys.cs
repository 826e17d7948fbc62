using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Doctor;

/// <summary>The settings that decide about signatures, and a token beside them.</summary>
/// <param name="Options">As the app reads them.</param>
/// <param name="OtherToken">The token of the options, where the settings have accounts.</param>
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
