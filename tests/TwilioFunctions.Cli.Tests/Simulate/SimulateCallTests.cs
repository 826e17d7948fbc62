using System.Text.Json;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class SimulateCallTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string AuthToken = "local-development-auth-token";

    [Fact]
    public async Task Accepted_NamesTheCallAndHowToLookItUp()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        var result = await SimulateAsync(receiver, "--to", "bob", "--from", "alice");

        Assert.Equal(0, result.ExitCode);
        var callSid = Member(receiver, "twi_call_sid");
        Assert.Contains("client:alice calls client:bob", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"200 OK after \d+\.\d ms: queued for the devices of 'bob'", result.Output);
        Assert.Contains($"Call SID: {callSid}", result.Output, StringComparison.Ordinal);
        Assert.Contains($"curl {receiver.Origin}/api/calls/{callSid}", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Body_HasEveryMemberOfTwiliosPage()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "--to", "bob", "--from", "+15551234567");

        var body = JsonElement.Parse(receiver.Received.Single().Body);
        Assert.Equal(
            ["twi_account_sid", "twi_bridge_token", "twi_call_sid", "twi_from", "twi_message_id", "twi_message_type", "twi_to"],
            body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(AccountSid, Member(receiver, "twi_account_sid"));
        Assert.StartsWith("eyJra", Member(receiver, "twi_bridge_token"), StringComparison.Ordinal);
        Assert.Matches("^CA[0-9a-f]{32}$", Member(receiver, "twi_call_sid"));
        Assert.Equal("+15551234567", Member(receiver, "twi_from"));
        Assert.Matches("^WB[0-9a-f]{32}$", Member(receiver, "twi_message_id"));
        Assert.Equal("twilio.voice.call", Member(receiver, "twi_message_type"));
        Assert.Equal("client:bob", Member(receiver, "twi_to"));
    }

    [Fact]
    public async Task Parameters_AreUrlEncoded()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "--to", "bob", "--params", "caller=Zoë & Co", "x=a=b", "--call-sid", "CA1");

        Assert.Equal("caller=Zo%C3%AB%20%26%20Co&x=a%3Db", Member(receiver, "twi_params"));
        Assert.Equal("CA1", Member(receiver, "twi_call_sid"));
    }

    [Theory]
    [InlineData("bob", "client:bob")]
    [InlineData("client:bob", "client:bob")]
    [InlineData("team:a/b c%", "client:team:a/b c%")]
    public async Task Identity_MayHoldAnything(string to, string expected)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "--to", to);

        Assert.Equal(expected, Member(receiver, "twi_to"));
    }

    [Fact]
    public async Task Signature_IsAcceptedByTwiliosOwnLibrary()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));
        await using var node = await NodeTwilio.StartAsync();

        await SimulateAsync(receiver, "--to", "Zoë", "--params", "a=b");

        var webhook = receiver.Received.Single();
        Assert.Equal("application/json", webhook.ContentType);
        Assert.True(await node.ValidateAsync(webhook.Url, null, webhook.Text, AuthToken, webhook.Signature), webhook.Url);
        Assert.False(await node.ValidateAsync(webhook.Url, null, webhook.Text + " ", AuthToken, webhook.Signature));
    }

    [Fact]
    public async Task Seed_SendsTheSameBytesAgain()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver, "--to", "bob", "--seed", "7");
        await SimulateAsync(receiver, "--to", "bob", "--seed", "7");
        await SimulateAsync(receiver, "--to", "bob");
        await SimulateAsync(receiver, "--to", "bob");

        var bodies = receiver.Received.Select(webhook => webhook.Text).ToArray();
        Assert.Equal(bodies[0], bodies[1]);
        Assert.Equal(3, bodies.Distinct().Count());
    }

    [Theory]
    [InlineData(404, "'it is bob' has no binding under AC00000000000000000000000000000000: register one with `bindings put --identity 'it is bob' …`")]
    [InlineData(403, "--auth-token must be a token of AC00000000000000000000000000000000 in the app's settings")]
    [InlineData(503, "The app's log says why.")]
    public async Task Refusal_SaysWhatToDo(int status, string expected)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(status));

        var result = await SimulateAsync(receiver, "--to", "it is bob");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches($"{status} .* after ", result.Output);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownRoute_IsNoMissingBinding()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(404));
        receiver.GivesReasons = false;

        var result = await SimulateAsync(receiver, "--to", "bob");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"What answers at {receiver.Origin}/api/twilio/call-notifications has no such route: --url", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("binding", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListens_IsASentence()
    {
        var result = await CommandResult.RunAsync("simulate", "call", "--to", "bob", "--url", "http://127.0.0.1:9", "--account-sid", AccountSid, "--auth-token", AuthToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:9/", result.Error, StringComparison.Ordinal);
    }

    private static string Member(EventReceiver receiver, string name) =>
        JsonElement.Parse(receiver.Received[^1].Body).GetProperty(name).GetString()!;

    private static Task<CommandResult> SimulateAsync(EventReceiver receiver, params string[] options) => CommandResult.RunAsync(
        ["simulate", "call", "--url", $"{receiver.Origin}/api/twilio/call-notifications", "--account-sid", AccountSid, "--auth-token", AuthToken, .. options]);
}
