#!/usr/bin/env dotnet
// Run by azd after it deployed: where the app is, whether it works, and what is left to do in Twilio.
#:property PublishAot=false

using System.Text.Json;

(string Name, string Meaning)[] urls =
[
    ("EVENTS_URL", "Event Streams sink"),
    ("VOICE_INCOMING_URL", "Voice URL"),
    ("VOICE_STATUS_URL", "call status callback"),
    ("RECORDING_STATUS_URL", "recording status callback"),
    ("PROXY_CALLBACK_URL", "Proxy callback"),
    ("PROXY_INTERCEPT_URL", "Proxy intercept"),
    ("PROXY_OUT_OF_SESSION_URL", "Proxy out of session"),
    ("CALL_NOTIFICATIONS_URL", "call notifications"),
];

var baseUrl = Output("BASE_URL").TrimEnd('/');
Console.WriteLine($"The app is deployed: {baseUrl}");
Console.WriteLine();
foreach (var (name, meaning) in urls)
    Console.WriteLine($"  {meaning,-26}{Output(name)}");

Console.WriteLine();
Console.WriteLine(await HealthAsync($"{baseUrl}/api/health"));
Console.WriteLine();
Console.WriteLine("Next, wire the Twilio account to it. This prints the commands; with --apply it runs them:");
Console.WriteLine();
Console.WriteLine($"  dotnet run --project src/TwilioFunctions.Cli -- twilio setup --url {baseUrl} --account-sid {Output("TWILIO_ACCOUNT_SID")}");
return 0;

// One request is enough: the first one after a deployment waits until the app has started.
static async Task<string> HealthAsync(string url)
{
    using var client = new HttpClient();
    try
    {
        using var response = await client.GetAsync(url);
        if (response.IsSuccessStatusCode)
            return "The app is healthy.";
        var faults = FaultsOf(await response.Content.ReadAsStringAsync());
        return $"The app is not healthy ({(int)response.StatusCode}){faults}\n" +
            $"Until the secrets are in the Key Vault that is expected (azd hooks run postprovision). Ask again: curl {url}";
    }
    catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
    {
        return $"The app does not answer: {fault.Message}\nAsk again: curl {url}";
    }
}

static string FaultsOf(string document)
{
    try
    {
        var faults = JsonElement.Parse(document).GetProperty("checks").EnumerateArray()
            .Where(check => check.GetProperty("status").GetString() != "healthy")
            .Select(check => $"\n  {check.GetProperty("name").GetString()}: {check.GetProperty("detail").GetString()}");
        return $":{string.Concat(faults)}";
    }
    catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
    {
        return $": {document}";
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
