using System.Text.Json;

namespace TwilioFunctions.Cli.Tests.Bindings;

public sealed class BindingCommandsTests
{
    private const string Bindings = $"/api/accounts/{BindingsServer.AccountSid}/bindings";
    private const string BobsBindings = $"/api/accounts/{BindingsServer.AccountSid}/identities/bob/bindings";

    [Theory]
    [InlineData("--channel fcm --registration-token t", """{"channel":"fcm","fcm":{"registrationToken":"t"}}""")]
    [InlineData(
        "--channel apns --device-token 0a --bundle-id com.example --environment sandbox --push-type alert",
        """{"channel":"apns","apns":{"deviceToken":"0a","bundleId":"com.example","environment":"sandbox","pushType":"alert"}}""")]
    [InlineData("--channel apns --device-token 0a --bundle-id com.example", """{"channel":"apns","apns":{"deviceToken":"0a","bundleId":"com.example","environment":"production","pushType":"voip"}}""")]
    [InlineData("--channel webpubsub --device-id d --label a=b c=d=e", """{"channel":"webpubsub","deviceId":"d","labels":{"a":"b","c":"d=e"}}""")]
    [InlineData("--channel webhook --target-url https://example.com/calls --secret whsec_x", """{"channel":"webhook","webhook":{"url":"https://example.com/calls","secret":"whsec_x"}}""")]
    public async Task Put_SendsWhatTheChannelNeeds(string options, string expected)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(201, "{}"));

        var result = await app.RunAsync(["put", "--identity", "bob", "--binding-id", "phone", .. options.Split(' ')]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Created phone of 'bob'", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", result.Output, StringComparison.Ordinal);
        var request = app.Requests.Single();
        Assert.Equal(("PUT", $"{BobsBindings}/phone"), (request.Method, request.Target));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), request.Json), request.Body);
    }

    [Fact]
    public async Task PutOfAWebhookWithoutSecret_MakesOneAndPrintsIt()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, "{}"));

        var result = await app.RunAsync("put", "--identity", "bob", "--binding-id", "hook", "--channel", "webhook", "--target-url", "http://127.0.0.1:7099/");

        var secret = app.Requests.Single().Json.GetProperty("webhook").GetProperty("secret").GetString()!;
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", secret);
        Assert.Contains("Replaced hook of 'bob'", result.Output, StringComparison.Ordinal);
        Assert.Contains(secret, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team: a/b", "team%3A%20a%2Fb")]
    [InlineData("Zoë%", "Zo%C3%AB%25")]
    public async Task Identity_IsEscapedOnce(string identity, string segment)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(204, ""));

        await app.RunAsync("delete", "--identity", identity, "--binding-id", "a b");

        var request = app.Requests.Single();
        Assert.Equal(("DELETE", $"/api/accounts/{BindingsServer.AccountSid}/identities/{segment}/bindings/a%20b"), (request.Method, request.Target));
    }

    [Fact]
    public async Task Delete_WithoutIdRemovesAllOfTheIdentity()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, """{"deleted":3}"""));

        var result = await app.RunAsync("delete", "--identity", "bob");

        Assert.Contains("Deleted the bindings of 'bob': 3.", result.Output, StringComparison.Ordinal);
        Assert.Equal(BobsBindings, app.Requests.Single().Target);
    }

    [Fact]
    public async Task List_ShowsPagesAsOneTableWithoutSecretsAndWholeTokens()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => new ApiAnswer(200, number == 0
            ? """
              {"bindings":[
                {"identity":"bob","bindingId":"phone","channel":"fcm","fcm":{"registrationToken":"0123456789abcdef"},"labels":{"team":"support"},"updatedAt":"2026-11-21T12:00:00Z"},
                {"identity":"bob","bindingId":"hook","channel":"webhook","webhook":{"url":"https://example.com/","secret":"whsec_mine"}}
              ],"continuationToken":"next"}
              """
            : """{"bindings":[{"identity":"eve","bindingId":"tablet","channel":"apns","apns":{"deviceToken":"0a","bundleId":"com.example","environment":"sandbox","pushType":"voip"},"deviceId":"d1"}],"continuationToken":null}"""));

        var result = await app.RunAsync("list", "--channel", "fcm");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"bob\s+│ phone\s+│ fcm\s+│ 0123456789ab…\s+│\s+│ team=support\s+│ 2026-11-21 12:00:00", result.Output);
        Assert.Matches(@"bob\s+│ hook\s+│ webhook\s+│ https://example\.com/", result.Output);
        Assert.Matches(@"eve\s+│ tablet\s+│ apns\s+│ com\.example \(sandbox, voip\) 0a\s+│ d1", result.Output);
        Assert.DoesNotContain("whsec_", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cdef", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            [$"{Bindings}?pageSize=100&channel=fcm", $"{Bindings}?pageSize=99&channel=fcm&continuationToken=next"],
            app.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task ListOfAnIdentity_AsksForThatOneAlone()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(
            200, """{"bindings":[{"identity":"bob","bindingId":"a","channel":"webpubsub"},{"identity":"bob","bindingId":"b","channel":"webpubsub"}]}"""));

        var result = await app.RunAsync("list", "--identity", "bob", "--limit", "1");

        Assert.Equal(BobsBindings, app.Requests.Single().Target);
        Assert.Contains("│ a ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("│ b ", result.Output, StringComparison.Ordinal);
        Assert.Contains("There are more", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_IsSent()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, """{"bindings":[]}"""));

        await app.RunAsync("list", "--key", "function-key");

        Assert.Equal("function-key", app.Requests.Single().Key);
    }

    [Theory]
    [InlineData(400, """{"title":"The binding is refused.","status":400,"detail":"This is missing.","errors":[{"field":"fcm.registrationToken","detail":"This is missing."}]}""",
        "400 BadRequest: The binding is refused. fcm.registrationToken: This is missing.")]
    [InlineData(409, """{"title":"Too many.","detail":"Up to 100."}""", "409 Conflict: Too many. Up to 100.")]
    [InlineData(401, "", "401 Unauthorized: the app asks for a key. Pass --key, or set TWILIOFUNCTIONS_KEY.")]
    [InlineData(502, "<html>", "The app answered 502 BadGateway.")]
    public async Task Refusal_IsASentenceWithItsField(int status, string body, string expected)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(status, body));

        var result = await app.RunAsync("put", "--identity", "bob", "--binding-id", "phone", "--channel", "fcm", "--registration-token", "t");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(expected, result.Error.Trim());
    }

    [Fact]
    public async Task NobodyListens_IsASentence()
    {
        var result = await CommandResult.RunAsync("bindings", "list", "--url", "http://127.0.0.1:9", "--account-sid", BindingsServer.AccountSid);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:9 (", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--channel fcm", "--channel fcm needs --registration-token.")]
    [InlineData("--channel apns --device-token 0a", "--channel apns needs --bundle-id.")]
    [InlineData("--channel webpubsub --target-url https://example.com/", "--target-url belongs to --channel webhook.")]
    [InlineData("--channel webhook --target-url example.com", "--target-url must be an absolute http or https URL.")]
    public async Task OptionsOfAnotherChannel_AreASentence(string options, string expected)
    {
        var result = await CommandResult.RunAsync(["bindings", "put", "--identity", "bob", "--binding-id", "phone", .. options.Split(' ')]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(expected, result.Error.Trim());
    }
}
