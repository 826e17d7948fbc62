#!/usr/bin/env dotnet
// Run by azd before it provisions. The hooks are C# files because azd (1.24 and newer) and the SDK run the same file on every system.
#:property PublishAot=false

using System.Text.RegularExpressions;

var accountSid = Environment.GetEnvironmentVariable("TWILIO_ACCOUNT_SID");
if (accountSid is not null && Regex.IsMatch(accountSid, "^AC[0-9a-f]{32}$"))
{
    Console.WriteLine($"Webhooks of {accountSid} and its devices will be served.");
    return 0;
}

Console.Error.WriteLine(string.IsNullOrEmpty(accountSid)
    ? "TWILIO_ACCOUNT_SID is not set: the app has to know whose webhooks it verifies."
    : "TWILIO_ACCOUNT_SID is no Account SID: AC and 32 lower-case hexadecimal digits.");
Console.Error.WriteLine("Copy the Account SID from the Twilio Console (it is no secret), then:");
Console.Error.WriteLine();
Console.Error.WriteLine("  azd env set TWILIO_ACCOUNT_SID AC...");
Console.Error.WriteLine();
Console.Error.WriteLine("and run the command again. The tokens are never asked for here: they go into the Key Vault, once it exists.");
return 1;
