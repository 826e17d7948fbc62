using TwilioFunctions.Cli.Tests.Bindings;

namespace TwilioFunctions.Cli.Tests.Calls;

public sealed class CallsCommandTests
{
    private const string CallSid = "CA0123456789abcdef0123456789abcdef";

    private const string Story = """
        {
          "callSid": "CA0123456789abcdef0123456789abcdef", "accountSid": "AC1", "state": "completed", "direction": "outbound-dial",
          "from": "+14155550100", "to": "client:bob", "parentCallSid": "CA9", "startTime": "2026-11-21T23:59:50+00:00", "endTime": "2026-11-22T00:00:40+00:00",
          "duration": 50,
          "parties": [{ "role": "caller", "address": "+14155550100" }, { "role": "callee", "address": "client:bob" }, { "role": "forwarder", "address": "+14155550199" }],
          "timeline": [
            { "time": "2026-11-21T23:59:50+00:00", "kind": "status", "text": "initiated", "id": "0" },
            { "time": "2026-11-21T23:59:51+00:00", "kind": "notification", "text": "bob over fcm, attempt 1: delivered (accepted)", "id": "WB1" },
            { "time": "2026-11-22T00:00:40+00:00", "kind": "status", "text": "completed: 40 s", "id": "3" },
            { "time": null, "kind": "hologram", "text": "a kind that this tool does not know" }
          ],
          "notifications": [{ "messageId": "WB1", "identity": "bob", "bindingId": "phone", "channel": "fcm", "attempt": 1, "outcome": "dead", "reason": "UNREGISTERED", "time": "2026-11-21T23:59:51+00:00", "duration": 87 }],
          "recordings": [{ "recordingSid": "RE1", "status": "absent", "reason": "The recording was silent and was not kept (error 16102).", "startTime": "2026-11-21T23:59:59+00:00", "channels": 2, "callbacks": [] }],
          "summary": { "stage": "complete", "state": "completed", "duration": 50, "connectDuration": 40, "postDialDelay": 1234, "disconnectedBy": "caller", "tags": ["high_jitter"], "eventId": "EZ1" },
          "quality": [{ "edge": "sdk", "direction": "inbound", "codecName": "opus", "packetLossPercentage": 0.25, "jitterAvg": 6.1, "jitterMax": 31, "mos": 4.12 }],
          "something": { "new": true }
        }
        """;

    [Fact]
    public async Task List_AsksForWhatTheOptionsSay()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => Page([Listed("CA1")], next: null));

        var result = await RunAsync(
            app, "list", "--account-sid", "AC1", "--date", "2026-11-21", "--state", "no-answer", "--direction", "outbound-api", "--number", "+14155550100", "--tag", "high_jitter", "--key", "k");

        Assert.Equal(0, result.ExitCode);
        var request = app.Requests.Single();
        Assert.Equal(
            "/api/calls?accountSid=AC1&date=2026-11-21&state=no-answer&direction=outbound-api&number=%2B14155550100&tag=high_jitter&pageSize=100",
            request.Target);
        Assert.Equal("k", request.Key);
        Assert.Matches(@"│ 10:00:00 │ CA1\s+│ carrier │ inbound\s+│ \+14155550100 │ client:bob │ completed │ 50\s+│ high_jitter │", result.Output);
    }

    [Fact]
    public async Task TextWithControlCharacters_IsShownWithEscapes()
    {
        const string Hostile = @"\u001b[2J\u0007\u202e\n\r\u009b\u2028";
        await using var list = await BindingsServer.StartAsync((_, _) => Page([Listed(Hostile)], next: null));
        await using var show = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, Story
            .Replace("initiated", Hostile, StringComparison.Ordinal).Replace("high_jitter", Hostile, StringComparison.Ordinal)
            .Replace("+14155550199", Hostile, StringComparison.Ordinal).Replace("UNREGISTERED", Hostile, StringComparison.Ordinal)));

        CommandResult[] results = [await RunAsync(list, "list", "--account-sid", "AC1"), await RunAsync(show, "show", CallSid)];

        Assert.All(results, result =>
        {
            Assert.DoesNotContain(result.Output, letter => char.IsControl(letter) && letter != '\n');
            Assert.DoesNotContain('\u202e', result.Output);
            Assert.Contains(@"\u001B[2J\u0007\u202E\n\r\u009B\u2028", result.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task List_ReadsPagesUntilThereAreEnough()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => number switch
        {
            0 => Page([], next: "a&b"),
            1 => Page([Listed("CA1"), Listed("CA2")], next: "c"),
            _ => Page([Listed("CA3")], next: "d"),
        });

        var result = await RunAsync(app, "list", "--account-sid", "AC1", "--limit", "2");

        Assert.Equal(3, app.Requests.Count);
        Assert.EndsWith("&pageSize=3&continuationToken=a%26b", app.Requests[1].Target, StringComparison.Ordinal);
        Assert.EndsWith("&pageSize=1&continuationToken=c", app.Requests[2].Target, StringComparison.Ordinal);
        Assert.Contains(" CA2 ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" CA3 ", result.Output, StringComparison.Ordinal);
        Assert.Contains("There are more", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListOfNone_SaysSo()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => Page([], next: null));

        var result = await RunAsync(app, "list", "--account-sid", "AC1");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("There are none", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListRefused_SaysWhatTheAppSays()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(400, """{"title":"A parameter is wrong.","detail":"tag is one of Voice Insights."}"""));

        var result = await RunAsync(app, "list", "--account-sid", "AC1", "--tag", "a b");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("A parameter is wrong. tag is one of Voice Insights.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_TellsTheStory()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, Story));

        var result = await RunAsync(app, "show", CallSid);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"/api/calls/{CallSid}", app.Requests.Single().Target);
        string[] expected =
        [
            $"{CallSid}  completed, outbound-dial",
            "+14155550100 → client:bob",
            "A leg of CA9",
            "forwarder: +14155550199",
            "began 2026-11-21 23:59:50 UTC, ended 2026-11-22 00:00:40 UTC, 50 s, 40 s of it connected",
            "23:59:50  status        initiated",
            "23:59:51  notification  bob over fcm, attempt 1: delivered (accepted)",
            "2026-11-22 00:00:40  status        completed: 40 s",
            "--:--:--  hologram      a kind that this tool does not know",
            "Voice Insights, complete summary: completed, 50 s, disconnected by caller, post-dial delay 1234 ms, tags high_jitter",
        ];
        Assert.All(expected, line => Assert.Contains(line, result.Output, StringComparison.Ordinal));
        Assert.Matches(@"│ 23:59:51 │ bob\s+│ phone\s+│ fcm\s+│ 1\s+│ dead\s+│ UNREGISTERED │ 87 │", result.Output);
        Assert.Matches(@"│ RE1\s+│ absent │ 23:59:59 │\s+│ 2\s+│ The recording was silent and was not kept \(error 16102\)\. │", result.Output);
        Assert.Matches(@"│ sdk\s+│ inbound\s+│ opus\s+│ 0\.25\s+│ 6\.1\s+│ 31\s+│\s+│ 4\.12 │", result.Output);
    }

    [Fact]
    public async Task ShowOfLittle_ShowsWhatThereIs()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, """{"timeline":[{"kind":"status","text":"ringing"}]}"""));

        var result = await RunAsync(app, "show", CallSid);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{CallSid}  state unknown", result.Output, StringComparison.Ordinal);
        Assert.Contains("status        ringing", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("│", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowOfAnUnknownCall_SaysWhatTheAppSays()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(404, """{"title":"Nothing is known of this call."}"""));

        var result = await RunAsync(app, "show", "CA/1?");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("/api/calls/CA%2F1%3F", app.Requests.Single().Target);
        Assert.Contains("404 NotFound: Nothing is known of this call.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomethingElseAnswers_IsASentence()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, "<html>"));

        var result = await RunAsync(app, "show", CallSid);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"What answers at {app.Origin}/ is not this app", result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(BindingsServer app, params string[] command) => CommandResult.RunAsync(["calls", .. command, "--url", app.Origin]);

    private static ApiAnswer Page(string[] calls, string? next) =>
        new(200, $$"""{"calls":[{{string.Join(',', calls)}}],"continuationToken":{{(next is null ? "null" : $"\"{next}\"")}}}""");

    private static string Listed(string callSid) =>
        $$"""{"callSid":"{{callSid}}","state":"completed","type":"carrier","direction":"inbound","from":"+14155550100","to":"client:bob","startTime":"2026-11-21T10:00:00+00:00","duration":50,"tags":["high_jitter"],"stage":null}""";
}
