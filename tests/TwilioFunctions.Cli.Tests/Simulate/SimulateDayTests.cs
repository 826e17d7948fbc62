using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class SimulateDayTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string AuthToken = "local-development-auth-token";

    [Theory]
    [InlineData("voice", "/api/twilio/voice/incoming", "/api/twilio/voice/status")]
    [InlineData("recording", "/api/twilio/voice/recording-status")]
    [InlineData("proxy", "/api/twilio/proxy/callback", "/api/twilio/proxy/intercept", "/api/twilio/proxy/out-of-session")]
    [InlineData(
        "all",
        "/api/twilio/call-notifications",
        "/api/twilio/events",
        "/api/twilio/proxy/callback",
        "/api/twilio/proxy/intercept",
        "/api/twilio/proxy/out-of-session",
        "/api/twilio/voice/incoming",
        "/api/twilio/voice/recording-status",
        "/api/twilio/voice/status")]
    public async Task Command_SendsItsWebhooks(string command, params string[] paths)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        var result = await SimulateAsync(receiver, command, "--count", "40", "--date", "2026-11-21");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(paths, receiver.Received.Select(webhook => webhook.Path).Distinct().Order());
        Assert.Contains($"Sending {receiver.Received.Count} webhooks of 40 calls on 2026-11-21 to {receiver.Origin}/", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Webhook\s+│\s+Answer\s+│\s+Count", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Signatures_AreAcceptedByTwiliosOwnLibrary()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));
        await using var node = await NodeTwilio.StartAsync();

        await SimulateAsync(receiver, "all", "--count", "40");

        foreach (var webhook in receiver.Received)
        {
            var isJson = webhook.ContentType == "application/json";
            var parameters = webhook.Method == "GET" || isJson ? null : FormParameters.Parse(webhook.Body);
            Assert.True(await node.ValidateAsync(webhook.Url, parameters, isJson ? webhook.Text : null, AuthToken, webhook.Signature), $"{webhook.Method} {webhook.Url}");
        }
    }

    [Fact]
    public async Task BlockedInteractionsAndUnboundClients_AreNoFailures()
    {
        await using var receiver = await EventReceiver.StartAsync(webhook =>
            webhook.Path switch
            {
                "/api/twilio/proxy/intercept" => 403,
                "/api/twilio/call-notifications" => 404,
                _ => 200,
            });

        var result = await SimulateAsync(receiver, "all", "--count", "40");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"Proxy intercept\s+│ 403 Forbidden: blocked by the policy\s+│", result.Output);
        Assert.Matches(@"call notification\s+│ 404 NotFound: no device is bound\s+│", result.Output);
    }

    [Fact]
    public async Task UnknownRoute_IsAFailure()
    {
        await using var receiver = await EventReceiver.StartAsync(webhook => webhook.Path == "/api/twilio/call-notifications" ? 404 : 200);
        receiver.GivesReasons = false;

        var result = await SimulateAsync(receiver, "all", "--count", "40");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("no device is bound", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("voice", 403)]
    [InlineData("proxy", 401)]
    [InlineData("recording", 503)]
    public async Task Refusal_EndsWithOne(string command, int status)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(status));

        var result = await SimulateAsync(receiver, command, "--count", "3");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{status} ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListens_IsASentence()
    {
        var result = await CommandResult.RunAsync(
            "simulate", "all", "--count", "1", "--url", "http://127.0.0.1:9", "--account-sid", AccountSid, "--auth-token", AuthToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:9/", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voice_SendsTheWebhooksOfACallAsItWentOn()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(204));

        await SimulateAsync(receiver, "voice", "--count", "40");

        Assert.All(NumbersByCall(receiver), numbers => Assert.Equal(numbers.Order(), numbers));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("voice", "--out-of-order")]
    public async Task All_SendsTheStatusesOfACallInAnyOrder(string command, params string[] options)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, [command, "--count", "40", .. options]);

        Assert.Contains(NumbersByCall(receiver), numbers => !numbers.Order().SequenceEqual(numbers));
    }

    [Fact]
    public async Task SameSeed_SendsTheSameBytesInTheSameOrder()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "all", "--count", "20", "--concurrency", "1", "--duplicate", "--seed", "7", "--date", "2026-11-21");
        var first = receiver.Received.ToArray();
        await SimulateAsync(receiver, "all", "--count", "20", "--concurrency", "1", "--duplicate", "--seed", "7", "--date", "2026-11-21");

        Assert.Equal(
            first.Select(webhook => $"{webhook.Method} {webhook.Url} {webhook.Text} {webhook.Signature}"),
            receiver.Received.Skip(first.Length).Select(webhook => $"{webhook.Method} {webhook.Url} {webhook.Text} {webhook.Signature}"));
    }

    [Fact]
    public async Task Duplicates_AreTheSameBytesAgain()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "all", "--count", "20", "--duplicate", "1");

        Assert.All(receiver.Received.GroupBy(webhook => (webhook.Url, webhook.Text)), same => Assert.Equal(0, same.Count() % 2));
    }

    private static IEnumerable<int[]> NumbersByCall(EventReceiver receiver) =>
        from webhook in receiver.Received
        where webhook.Path == "/api/twilio/voice/status"
        let parameters = webhook.Parameters
        where parameters["SequenceNumber"] is not null
        group int.Parse(parameters["SequenceNumber"]!) by parameters["CallSid"] into call
        select call.ToArray();

    private static Task<CommandResult> SimulateAsync(EventReceiver receiver, params string[] command) => CommandResult.RunAsync(
        ["simulate", .. command, "--url", receiver.Origin, "--account-sid", AccountSid, "--auth-token", AuthToken]);
}
