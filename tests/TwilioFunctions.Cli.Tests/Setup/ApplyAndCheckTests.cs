using System.Text.Json.Nodes;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary><c>twilio setup --apply</c> and <c>--check</c> through the real Twilio CLI and curl.</summary>
public sealed class ApplyAndCheckTests(TwilioCliFixture cli) : IClassFixture<TwilioCliFixture>
{
    private const string App = $"https://{TwilioServer.AppHost}";

    private static readonly string[] Everything = ["--number", TwilioAccountState.Number, "--proxy-service", TwilioAccountState.ProxyServiceSid];
    private static readonly string[] NumberAlone =
        ["--number", TwilioAccountState.Number, "--without", "insights", "--without", "events", "--without", "call-notifications"];

    private static readonly string Failed = TwilioAccountState.Sid("DG", 0);
    private static readonly string Active = TwilioAccountState.Sid("DG", 1);
    private static readonly string Subscription = TwilioAccountState.Sid("DF", 0);

    private static readonly Dictionary<string, string?> NoChanges = [];

    [Fact]
    public async Task ApplyTwice_SetsEverythingOnce()
    {
        await using var twilio = await TwilioServer.StartAsync();

        var first = await cli.SetupAsync(twilio, NoChanges, [.. Everything, "--apply"]);

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Equal(9, twilio.Writes.Count);
        Assert.Equal("active", (string?)twilio.Account.Sinks.Single()["status"]);
        Assert.Equal(3, twilio.Account.SubscribedEvents.Count);
        Assert.Contains("Everything is set.", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(TwilioAccountState.AuthToken, first.Output, StringComparison.Ordinal);

        twilio.Forget();
        var second = await cli.SetupAsync(twilio, NoChanges, [.. Everything, "--apply"]);
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Empty(twilio.Writes);
        Assert.Contains("Nothing had to be changed.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Differences_AreShownWithWhatMendsThem()
    {
        await using var twilio = await TwilioServer.StartAsync();
        HalfDone(twilio.Account);

        var check = await cli.SetupAsync(twilio, NoChanges, [.. Everything, "--check"]);

        Assert.Equal(1, check.ExitCode);
        Assert.Empty(twilio.Writes);
        Assert.Contains("differs │ Voice Insights", check.Output, StringComparison.Ordinal);
        Assert.Contains("https://old.example.com/notify", check.Output, StringComparison.Ordinal);
        var mending = check.Output[check.Output.IndexOf("To mend it", StringComparison.Ordinal)..];
        mending = mending[(mending.IndexOf('\n', StringComparison.Ordinal) + 1)..];

        var (exitCode, output) = await cli.BashAsync(twilio, mending);

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            [
                "POST insights.twilio.com/v1/Voice/Settings",
                $"POST events.twilio.com/v1/Subscriptions/{Subscription}/SubscribedEvents/com.twilio.voice.insights.call-summary.partial",
                $"POST events.twilio.com/v1/Subscriptions/{Subscription}/SubscribedEvents",
                $"POST api.twilio.com/2010-04-01/Accounts/{TwilioAccountState.AccountSid}/IncomingPhoneNumbers/{TwilioAccountState.NumberSid}.json",
                $"POST proxy.twilio.com/v1/Services/{TwilioAccountState.ProxyServiceSid}",
                "PUT voice.twilio.com/v2/Configurations/Client/voice_clientconfiguration_2",
                "POST voice.twilio.com/v2/Configurations/Client/Default",
            ],
            twilio.Writes.Select(request => request.Text));
        // A PUT clears what it leaves out.
        Assert.Equal("Rings everybody", (string?)twilio.Account.Configurations[1]["description"]);

        var again = await cli.SetupAsync(twilio, NoChanges, [.. Everything, "--check"]);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("Everything is as it should be.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureInTheMiddle_IsSaidAndTheNextRunGoesOn()
    {
        await using var twilio = await TwilioServer.StartAsync();
        string[] options = ["--without", "insights", "--without", "call-notifications", "--apply"];
        twilio.Account.Refuses = request => request is { Method: "POST", Path: "/v1/Subscriptions" };

        var failed = await cli.SetupAsync(twilio, NoChanges, options);

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("Event Streams: twilio api:events:v1:subscriptions:create", failed.Output, StringComparison.Ordinal);
        Assert.Contains("failed: Error code 20001 from Twilio: The request is refused.", failed.Output, StringComparison.Ordinal);
        Assert.Contains("run the same command again", failed.Output, StringComparison.Ordinal);

        twilio.Account.Refuses = _ => false;
        var again = await cli.SetupAsync(twilio, NoChanges, options);

        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Single(twilio.Account.Sinks);
        Assert.Equal(3, twilio.Account.SubscribedEvents.Count);
    }

    [Fact]
    public async Task WithoutAKeyOfTheApp_SaysHowToValidate()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var sink = TwilioAccountState.Add(twilio.Account.Sinks, Sink(Active, "initialized"));

        var result = await cli.SetupAsync(twilio, new Dictionary<string, string?> { ["TWILIOFUNCTIONS_KEY"] = null }, "--without", "insights", "--without", "call-notifications", "--apply");

        Assert.Contains("401 Unauthorized: the app asks for a key.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"twilio api:events:v1:sinks:validate:create --sid {Active} --test-id", result.Output, StringComparison.Ordinal);
        Assert.Equal("initialized", (string?)sink["status"]);
    }

    [Fact]
    public async Task NumberOfATwimlApp_IsLeftToAPerson()
    {
        await using var twilio = await TwilioServer.StartAsync();
        twilio.Account.PhoneNumber["voice_application_sid"] = "AP1";

        var result = await cli.SetupAsync(twilio, NoChanges, [.. NumberAlone, "--apply"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{TwilioAccountState.Number} belongs to the TwiML App AP1", result.Output, StringComparison.Ordinal);
        Assert.Empty(twilio.Writes);
    }

    [Fact]
    public async Task SinkOfAnotherAddress_IsLeftToAPerson()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var sink = TwilioAccountState.Add(twilio.Account.Sinks, Sink(Active, "active"));
        sink["sink_configuration"]!["destination"] = "https://old.example.com/api/twilio/events";

        var result = await cli.SetupAsync(twilio, NoChanges, "--sink-sid", Active, "--without", "insights", "--without", "call-notifications", "--apply");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a sink's URL cannot be changed: leave --sink-sid out.", result.Output, StringComparison.Ordinal);
        Assert.Empty(twilio.Writes);
    }

    [Fact]
    public async Task WhatCannotBeRead_IsADifferenceAndSaysWhy()
    {
        await using var twilio = await TwilioServer.StartAsync();
        twilio.Account.Refuses = request => request.Host == "voice.twilio.com";

        var check = await cli.SetupAsync(twilio, NoChanges, "--without", "insights", "--without", "events", "--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("cannot be read", check.Output, StringComparison.Ordinal);
        Assert.Contains("""was answered 400: {"code":20001""", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(TwilioAccountState.AuthToken, check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretBehindTheUrl_IsNoDifference()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var configuration = Configuration("voice_clientconfiguration_1", "other", "Another");
        configuration["configuration"]!["callnotification"]!["url"] = $"{App}/api/twilio/call-notifications?secret=hush";
        TwilioAccountState.Add(twilio.Account.Configurations, configuration);
        twilio.Account.DefaultConfiguration = "voice_clientconfiguration_1";

        var check = await cli.SetupAsync(twilio, NoChanges, "--without", "insights", "--without", "events", "--check");

        Assert.True(check.ExitCode == 0, check.Output);
        Assert.DoesNotContain("hush", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherAccount_IsRefusedBeforeAnythingRuns()
    {
        await using var twilio = await TwilioServer.StartAsync();
        const string Other = "AC11111111111111111111111111111111";

        var result = await cli.SetupAsync(twilio, NoChanges, [.. NumberAlone, "--account-sid", Other, "--apply"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"would change {TwilioAccountState.AccountSid}, not {Other}", result.Output, StringComparison.Ordinal);
        Assert.Empty(twilio.Requests);
    }

    [Fact]
    public async Task Profile_IsNamedToTheCliAndNotEnoughForCurl()
    {
        await using var twilio = await TwilioServer.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(twilio.Folder, "config.json"),
            $$$$"""{"profiles":{"work":{"accountSid":"{{{{TwilioAccountState.AccountSid}}}}","apiKey":"{{{{TwilioAccountState.AccountSid}}}}","apiSecret":"{{{{TwilioAccountState.AuthToken}}}}"}}}""");
        var noCredentials = new Dictionary<string, string?> { ["TWILIO_ACCOUNT_SID"] = null, ["TWILIO_AUTH_TOKEN"] = null };

        var number = await cli.SetupAsync(twilio, noCredentials, [.. NumberAlone, "--profile", "work", "--account-sid", TwilioAccountState.AccountSid, "--apply"]);
        var everything = await cli.SetupAsync(twilio, noCredentials, [.. Everything, "--profile", "work", "--apply"]);

        Assert.True(number.ExitCode == 0, number.Output);
        Assert.Single(twilio.Writes);
        Assert.Equal(1, everything.ExitCode);
        Assert.Contains("curl has no profiles: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN", everything.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CliThatDoesNothing_IsNotBelieved()
    {
        await using var twilio = await TwilioServer.StartAsync();
        var program = Path.Combine(twilio.Folder, "twilio");
        // What the CLI answers to a command that it does not know.
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho \"$1 is not a twilio command.\" >&2\n");
        await Tool.RunAsync("chmod", twilio.Folder, ["+x", program], CancellationToken.None);
        var path = string.Join(Path.PathSeparator, twilio.Folder, Environment.GetEnvironmentVariable("PATH"));

        var result = await cli.SetupAsync(twilio, new Dictionary<string, string?> { ["PATH"] = path }, [.. NumberAlone, "--apply"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("failed: api:core:incoming-phone-numbers:list is not a twilio command.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoTwilioCli_SaysHowToInstallIt()
    {
        await using var twilio = await TwilioServer.StartAsync();

        var result = await cli.SetupAsync(twilio, new Dictionary<string, string?> { ["PATH"] = twilio.Folder }, "--check");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The Twilio CLI was not found: `npm install --global twilio-cli`", result.Output, StringComparison.Ordinal);
    }

    private static void HalfDone(TwilioAccountState account)
    {
        TwilioAccountState.Add(account.Sinks, Sink(Failed, "failed"));
        TwilioAccountState.Add(account.Sinks, Sink(Active, "active"));
        TwilioAccountState.Add(account.Subscriptions, new() { ["sid"] = Subscription, ["sink_sid"] = Active });
        account.AddEvent(Subscription, "com.twilio.voice.insights.call-summary.partial", version: 2);
        account.AddEvent(Subscription, "com.twilio.voice.insights.call-summary.complete", version: 1);
        TwilioAccountState.Add(account.Configurations, Configuration("voice_clientconfiguration_1", "other", "Another"));
        TwilioAccountState.Add(account.Configurations, Configuration("voice_clientconfiguration_2", "twilio-functions", "Rings everybody"));
        account.DefaultConfiguration = "voice_clientconfiguration_1";
    }

    private static JsonObject Sink(string sid, string status) => new()
    {
        ["sid"] = sid,
        ["sink_type"] = "webhook",
        ["status"] = status,
        ["sink_configuration"] = new JsonObject { ["destination"] = $"{App}/api/twilio/events", ["method"] = "POST" },
    };

    private static JsonObject Configuration(string id, string name, string description) => new()
    {
        ["id"] = id,
        ["unique_name"] = name,
        ["description"] = description,
        ["configuration"] = new JsonObject
        {
            ["configurationType"] = "Client",
            ["callnotification"] = new JsonObject { ["url"] = "https://old.example.com/notify", ["method"] = "POST" },
        },
    };
}
