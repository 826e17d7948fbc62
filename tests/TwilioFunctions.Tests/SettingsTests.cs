using TwilioFunctions.Azurite;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests;

/// <summary>A wrong setting stops the app at start, with a sentence that names it.</summary>
public sealed class SettingsTests
{
    // Nobody's: an app that starts all the same must not take messages from the developer's own emulator.
    private const string NoStorage =
        "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=bm9uZQ==;QueueEndpoint=http://127.0.0.1:1/none;TableEndpoint=http://127.0.0.1:1/none";

    [Theory]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage is not set")]
    [InlineData("AzureWebJobsStorage", "garbage", "Wrong setting: AzureWebJobsStorage isn't a valid connection string")]
    [InlineData("Twilio__Accounts__0__AccountSid", "AC1", "Twilio__Accounts__0__AccountSid is not an Account SID")]
    [InlineData("Twilio__PublicBaseUrl", "api.example.com", "Twilio__PublicBaseUrl is not an absolute http or https URL")]
    [InlineData("CallNotifications__TimeToLive", "soon", "CallNotifications__TimeToLive must be a time span, such as 00:00:30.")]
    [InlineData("Voice__Rules__0__Do__Kind", "Nonsense", "Voice__Rules__0__Do__Kind must be one of ")]
    [InlineData("Voice__Rules__0__When__Calls__0", "+1555", "Voice__Rules__0__When__Calls isn't a setting. Did you mean Voice__Rules__0__When__Called? The settings in its place are Called, Caller,")]
    [InlineData("Channels__Fmc__Endpoint", "https://example.com", "Channels__Fmc isn't a setting. Did you mean Channels__Fcm?")]
    [InlineData("Retention__Call", "never", "Retention__Call isn't a setting. Did you mean Retention__Calls?")]
    [InlineData("Twilio__Accounts__0__AuthToken", "", "Twilio__Accounts__0__AuthToken is empty")]
    [InlineData("CallNotifications__MaxConcurrency", "many", "CallNotifications__MaxConcurrency must be a whole number.")]
    [InlineData("Proxy__BlockedBodyPattern", "(", "Proxy__BlockedBodyPattern")]
    [InlineData("Channels__Apns__KeyId", "KEY1234567", "Channels__Apns__PrivateKey is not set")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an absolute http or https URL")]
    public async Task WrongSetting_IsNamedOnce(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = NoStorage, [name] = value };

        await using var app = AppProcess.Start(settings["AzureWebJobsStorage"], settings, PortReservation.Next()).App;
        var lines = await Eventually.CompleteAsync(
            () => Task.FromResult(app.Output.ToList()), output => output.Any(line => line.Contains("Wrong setting", StringComparison.Ordinal)), TimeSpan.FromMinutes(1));

        Assert.Contains(lines, line => line.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Wrong setting", StringComparison.Ordinal) && line.Contains("System.", StringComparison.Ordinal));
    }
}
