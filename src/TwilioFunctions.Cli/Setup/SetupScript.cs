namespace TwilioFunctions.Cli.Setup;

/// <summary>The commands as a bash script, or to be copied from.</summary>
internal sealed class SetupScript(Terminal terminal, SetupPlan plan)
{
    public void Write()
    {
        terminal.WriteVerbatim("#!/usr/bin/env bash");
        terminal.WriteVerbatim($"# Wires a Twilio account to {plan.Origin}: what `twilio setup --apply` runs where nothing is set yet.");
        terminal.WriteVerbatim("# The Twilio CLI and curl take the credentials from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
        terminal.WriteVerbatim("# (or TWILIO_API_KEY and TWILIO_API_SECRET); the Twilio CLI alone also from its profile.");
        if (plan.AccountSid is { } accountSid)
            terminal.WriteVerbatim($"export {SetupSession.AccountVariable}={accountSid}");

        var number = 0;
        foreach (var item in plan.Items())
        {
            terminal.WriteVerbatim("");
            terminal.WriteVerbatim($"# {++number}. {item.Title}");
            foreach (var note in item.Notes)
                terminal.WriteVerbatim($"# {note}");
            foreach (var step in item.Steps)
                terminal.WriteVerbatim(step.Bash);
        }

        terminal.WriteVerbatim("");
        foreach (var endpoint in SetupPlan.OfEachCall)
            terminal.WriteVerbatim($"# No setting of an account, but of each call or verb: {endpoint.Purpose} {plan.UrlOf(endpoint.Path)}");
    }
}
