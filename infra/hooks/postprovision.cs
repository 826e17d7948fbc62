#!/usr/bin/env dotnet
// Run by azd after it provisioned: which secrets the app's settings refer to and the vault does not hold yet, and how to put them there.
// The template never sees a secret's value, and neither does this file.
#:property PublishAot=false

using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

var vault = Output("KEY_VAULT_NAME");
var app = Output("FUNCTION_APP_NAME");
var resourceGroup = Output("RESOURCE_GROUP_NAME");
var subscription = Output("AZURE_SUBSCRIPTION_ID");

var (settings, whyNoSettings) = Az(
    "functionapp", "config", "appsettings", "list", "--name", app, "--resource-group", resourceGroup,
    "--subscription", subscription, "--output", "json");
if (settings is null)
    return CannotTell(whyNoSettings);
var (held, whyNotListed) = Az(
    "keyvault", "secret", "list", "--vault-name", vault, "--subscription", subscription, "--query", "[].name", "--output", "json");
if (held is null)
    return CannotTell(whyNotListed);

var wanted = settings.Value.EnumerateArray()
    .Select(setting => Regex.Match(setting.GetProperty("value").GetString() ?? "", @"^@Microsoft\.KeyVault\(SecretUri=https://[^/]+/secrets/([^/)]+)"))
    .Where(reference => reference.Success)
    .Select(reference => reference.Groups[1].Value);
var missing = wanted.Except(held.Value.EnumerateArray().Select(name => name.GetString()!)).Order(StringComparer.Ordinal).ToList();
if (missing.Count == 0)
{
    Console.WriteLine($"Key Vault {vault} holds every secret that the app refers to.");
    return 0;
}

var site = $"/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Web/sites/{app}";
Console.WriteLine($"Key Vault {vault} lacks {missing.Count} of the secrets that the app refers to.");
Console.WriteLine("None of these commands leaves a secret in the shell's history:");
Console.WriteLine();
foreach (var name in missing)
    Console.WriteLine($"  {CommandThatSets(name)}");
Console.WriteLine();
Console.WriteLine("You need the role Key Vault Secrets Officer on the vault.");
Console.WriteLine("The app looks a secret up again within 24 hours, or at once after:");
Console.WriteLine();
Console.WriteLine($"  az rest --method post --url \"{site}/config/configreferences/appsettings/refresh?api-version=2022-03-01\"");
Console.WriteLine();
Console.WriteLine("azd hooks run postprovision says what is still missing.");
return 0;

// A secret that is a file is read from its file; one that is a line is asked for, and does not appear on the screen.
string CommandThatSets(string name)
{
    var set = $"az keyvault secret set --vault-name {vault} --name {name} --output none";
    return name switch
    {
        "fcm-service-account" => $"{set} --file service-account.json",
        "apns-private-key" => $"{set} --file AuthKey.p8",
        _ when OperatingSystem.IsWindows() => $"{set} --value \"$(ConvertFrom-SecureString -AsPlainText (Read-Host -AsSecureString '{name}'))\"",
        _ => $"printf '{name}: '; read -rs SECRET; printf %s \"$SECRET\" | {set} --file /dev/stdin; unset SECRET",
    };
}

// Not a failure of the hook: what was provisioned stands, and the deployment can go on.
int CannotTell(string why)
{
    Console.WriteLine($"Which secrets Key Vault {vault} still lacks could not be found out: {why.Trim()}");
    Console.WriteLine("Sign in with az login (Azure CLI), with the role Key Vault Secrets Officer on the vault, then: azd hooks run postprovision");
    return 0;
}

static (JsonElement? Answer, string Error) Az(params string[] arguments)
{
    // Windows starts a .cmd only through its shell.
    var start = OperatingSystem.IsWindows()
        ? new ProcessStartInfo("cmd", ["/c", "az", .. arguments])
        : new ProcessStartInfo("az", arguments);
    start.RedirectStandardOutput = true;
    start.RedirectStandardError = true;
    try
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (JsonElement.Parse(answer), "") : (null, error.Result);
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return (null, "the Azure CLI (az) is not on the path.");
    }
}

static string Output(string name)
{
    if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        return value;
    Console.Error.WriteLine($"{name} is not set. azd sets it once it has provisioned: run azd provision first.");
    Environment.Exit(1);
    return "";
}
