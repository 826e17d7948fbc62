using TwilioFunctions.Cli.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary>What <c>twilio setup</c> prints, given to bash and to the real Twilio CLI.</summary>
public sealed class PrintedScriptTests(TwilioCliFixture cli) : IClassFixture<TwilioCliFixture>
{
    private const string App = $"https://{TwilioServer.AppHost}";
    private const string Voice = $"{App}/api/twilio/voice/incoming#rc=2&rp=5xx,ct,rt&ct=2000&rt=4000&tt=10000";
    private const string Fallback = $"{App}/api/twilio/voice/incoming#rc=1&rp=5xx,ct,rt&ct=3000&rt=10000&tt=15000";
    private const string Status = $"{App}/api/twilio/voice/status#rc=5&rp=5xx,ct,rt&ct=3000&rt=5000&tt=15000";

    [Fact]
    public async Task Script_IsAcceptedByTheCliAndSetsEverything()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var script = await PrintAsync("--number", TwilioAccountState.NumberSid, "--proxy-service", TwilioAccountState.ProxyServiceSid);

        // The server needs no time to keep an event.
        var (exitCode, output) = await cli.BashAsync(twilio, script.Replace("sleep 10", "sleep 0", StringComparison.Ordinal));

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            [
                "POST insights.twilio.com/v1/Voice/Settings",
                "POST events.twilio.com/v1/Sinks",
                $"POST events.twilio.com/v1/Sinks/{TwilioAccountState.Sid("DG", 0)}/Test",
                $"POST events.twilio.com/v1/Sinks/{TwilioAccountState.Sid("DG", 0)}/Validate",
                "POST events.twilio.com/v1/Subscriptions",
                $"POST api.twilio.com/2010-04-01/Accounts/{TwilioAccountState.AccountSid}/IncomingPhoneNumbers/{TwilioAccountState.NumberSid}.json",
                $"POST proxy.twilio.com/v1/Services/{TwilioAccountState.ProxyServiceSid}",
                "POST voice.twilio.com/v2/Configurations/Client",
                "POST voice.twilio.com/v2/Configurations/Client/Default",
            ],
            twilio.Writes.Select(request => request.Text));
        AssertForms(twilio.Writes);
        Assert.DoesNotContain(TwilioAccountState.AuthToken, script + output, StringComparison.Ordinal);
        Assert.Equal("active", (string?)twilio.Account.Sinks.Single()["status"]);
    }

    [Fact]
    public async Task NumberInE164_IsLookedUp()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var script = await PrintAsync(
            "--number", TwilioAccountState.Number, "--fallback-url", "https://handler.twilio.com/twiml/EH0", "--without", "insights", "--without", "events", "--without", "call-notifications");

        var (exitCode, output) = await cli.BashAsync(twilio, script);

        Assert.True(exitCode == 0, output);
        Assert.Equal(TwilioAccountState.Number, twilio.Requests[0].OfQuery("PhoneNumber"));
        Assert.Equal("https://handler.twilio.com/twiml/EH0", twilio.Writes.Single()["VoiceFallbackUrl"]);
    }

    [Theory]
    [InlineData("--status-callback ", "--voice-status-callback ")]
    [InlineData("--voice-fallback-url ", "--fallback-url ")]
    public async Task InventedOption_IsRefusedByTheCli(string printed, string invented)
    {
        await using var twilio = await TwilioServer.StartAsync();
        var script = await PrintAsync("--number", TwilioAccountState.NumberSid, "--without", "insights", "--without", "events", "--without", "call-notifications");
        Assert.Contains(printed, script, StringComparison.Ordinal);

        var (exitCode, _) = await cli.BashAsync(twilio, script.Replace(printed, invented, StringComparison.Ordinal));

        Assert.NotEqual(0, exitCode);
        Assert.Empty(twilio.Requests);
    }

    [Fact]
    public async Task Script_NamesEveryEndpointThatTwilioCalls()
    {
        var script = await PrintAsync("--number", TwilioAccountState.NumberSid, "--proxy-service", TwilioAccountState.ProxyServiceSid);

        Assert.All(Endpoints.Twilio, endpoint => Assert.Contains($"{App}/{endpoint.Path}", script, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Docs_ShowWhatIsPrinted()
    {
        var script = await PrintAsync("--number", TwilioAccountState.NumberSid, "--proxy-service", TwilioAccountState.ProxyServiceSid);

        var docs = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "twilio-setup.md"));

        Assert.Contains($"```bash\n{script.ReplaceLineEndings("\n")}```\n", docs.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static void AssertForms(IReadOnlyList<TwilioRequest> writes)
    {
        Assert.Equal("true", writes[0]["AdvancedFeatures"]);
        Assert.Equal("webhook", writes[1]["SinkType"]);
        Assert.Equal($$"""{"destination":"{{App}}/api/twilio/events","method":"POST","batch_events":false}""", writes[1]["SinkConfiguration"]);
        Assert.Equal(
            [
                """{"type":"com.twilio.voice.insights.call-summary.partial","schema_version":1}""",
                """{"type":"com.twilio.voice.insights.call-summary.predicted-complete","schema_version":1}""",
                """{"type":"com.twilio.voice.insights.call-summary.complete","schema_version":1}""",
            ],
            writes[4].Form["Types"]);
        Assert.Equal(
            [("StatusCallback", Status), ("StatusCallbackMethod", "POST"), ("VoiceFallbackMethod", "POST"), ("VoiceFallbackUrl", Fallback), ("VoiceMethod", "POST"), ("VoiceUrl", Voice)],
            writes[5].Form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, field.Value.Single())));
        Assert.Equal(
            [
                ("CallbackUrl", $"{App}/api/twilio/proxy/callback"),
                ("InterceptCallbackUrl", $"{App}/api/twilio/proxy/intercept"),
                ("OutOfSessionCallbackUrl", $"{App}/api/twilio/proxy/out-of-session"),
            ],
            writes[6].Form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, field.Value.Single())));
        Assert.Equal(
            $$$$"""{"unique_name":"twilio-functions","description":"TwilioFunctions","configuration":{"configurationType":"Client","callnotification":{"url":"{{{{App}}}}/api/twilio/call-notifications","method":"POST"}}}""",
            writes[7].Body);
        Assert.Equal("""{"configuration_id":"voice_clientconfiguration_00000001"}""", writes[8].Body);
    }

    private static async Task<string> PrintAsync(params string[] options)
    {
        var printed = await CommandResult.RunAsync(["twilio", "setup", "--url", App, "--account-sid", TwilioAccountState.AccountSid, .. options]);
        Assert.Equal(0, printed.ExitCode);
        return printed.Output;
    }
}
