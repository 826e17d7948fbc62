using System.Text.Json;
using TwilioFunctions.Cli.Tests.Bindings;

namespace TwilioFunctions.Cli.Tests.DeadLetters;

/// <summary>The commands against a server that answers as the app does; the app itself is in the tests of the app.</summary>
public sealed class DeadLetterCommandsTests
{
    private const string NotFound = """{"title":"There is no such dead letter.","status":404,"detail":"GET dead-letters lists them."}""";

    [Fact]
    public async Task List_ReadsPagesUntilThereAreEnough()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => number == 0 ? Page(["call-events.1", "call-events.2"], next: "a&b") : Page(["call-events.3", "call-events.4"], next: "c"));

        var result = await RunAsync(app, "list", "--queue", "call-events", "--limit", "3", "--key", "k");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["/api/dead-letters?pageSize=100&queue=call-events", "/api/dead-letters?pageSize=100&queue=call-events&continuationToken=a%26b"],
            app.Requests.Select(request => request.Target));
        Assert.Equal("k", app.Requests[0].Key);
        string[] expected =
        [
            "call-events.1", "  2026-11-21 12:00:00 UTC  5 tries  twilio.voice.status  CA1  replayed 2026-11-21 13:00:00 UTC", "  InvalidDataException: Broken.",
            "call-events.2", "  2026-11-21 12:00:00 UTC  5 tries  twilio.voice.status  CA1  replayed 2026-11-21 13:00:00 UTC", "  InvalidDataException: Broken.",
            "call-events.3", "  2026-11-21 12:00:00 UTC  5 tries  twilio.voice.status  CA1  replayed 2026-11-21 13:00:00 UTC", "  InvalidDataException: Broken.",
            "There are more: --limit takes up to 10000, and --all shows them all.",
        ];
        Assert.Equal(expected, Lines(result.Output));
    }

    [Fact]
    public async Task ListOfAll_HasEveryPage()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => Page([.. Enumerable.Range(0, 100).Select(letter => $"call-events.{number}-{letter}")], next: number < 2 ? "more" : null));

        var result = await RunAsync(app, "list", "--all");

        Assert.Equal(300, Lines(result.Output).Count(line => line.StartsWith("call-events.", StringComparison.Ordinal)));
        Assert.DoesNotContain("There are more", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", """{"deadLetters":[{"id":"call-events.1\u001b[2J","queue":"call-events","time":"2026-11-21T12:00:00Z","tries":5,"error":"a\u202eb\u0007","type":"t\n\u001b]0;x"}]}""")]
    [InlineData("show call-events.1", """{"deadLetter":{"id":"call-events.1","queue":"call-events","time":"2026-11-21T12:00:00Z","tries":5,"error":"a\u202eb\u0007","type":"t\n\u001b]0;x"},"body":"\u001b[2J\u0007 not ours"}""")]
    public async Task TextWithControlCharacters_IsShownWithEscapes(string command, string answer)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, answer));

        var result = await RunAsync(app, command.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output, letter => char.IsControl(letter) && letter != '\n');
        Assert.All([@"\u001B[2J", @"a\u202Eb\u0007", @"t\n\u001B]0;x"], escaped => Assert.Contains(escaped, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LetterOfWhichLittleIsKnown_IsListed()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, """{"deadLetters":[{"id":"call-events.1","queue":"call-events","time":"2026-11-21T12:00:00Z","tries":0,"error":null}]}"""));

        var result = await RunAsync(app, "list");

        Assert.Equal(
            ["call-events.1", "  2026-11-21 12:00:00 UTC  0 tries", "  No try left an error behind: it never reached the app, or its process died."],
            Lines(result.Output));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("replay --all")]
    [InlineData("delete --queue call-events")]
    public async Task NoneThere_SaysSo(string command)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => Page([], next: null));

        var result = await RunAsync(app, command.Split(' '));

        Assert.Equal((0, "There are none."), (result.ExitCode, result.Output.Trim()));
    }

    [Theory]
    [InlineData("AccountSid=AC1&From=%2B14155550100&Body=a+b", "From = +14155550100\nBody = a b")]
    [InlineData("""{"twi_to":"client:bob","n":1}""", "{\n  \"twi_to\": \"client:bob\",\n  \"n\": 1\n}")]
    [InlineData("neither = nor", "neither = nor")]
    [InlineData("12", "12")]
    public async Task Show_HasReasonTriesTimesEnvelopeAndPayload(string payload, string expected)
    {
        var body = JsonSerializer.Serialize(new { id = "EZ1", type = "t", receivedAt = "2026-11-21T11:00:00Z", traceparent = "00-1-2-01", payload });
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, $$"""{"deadLetter":{{Letter("call-events.1")}},"body":{{JsonSerializer.Serialize(body)}}}"""));

        var result = await RunAsync(app, "show", "call-events.1-%/");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("/api/dead-letters/call-events.1-%25%2F", app.Requests.Single().Target);
        var output = result.Output.ReplaceLineEndings("\n");
        Assert.Matches(@"queue\s+call-events", output);
        Assert.Matches(@"given up\s+2026-11-21 12:00:00 UTC after 5 tries", output);
        Assert.Matches(@"replayed\s+2026-11-21 13:00:00 UTC", output);
        Assert.Matches(@"error\s+InvalidDataException: Broken\.\s+at once", output);
        Assert.Matches(@"call\s+CA1", output);
        Assert.Matches(@"received\s+2026-11-21 11:00:00 UTC", output);
        Assert.Matches(@"trace\s+00-1-2-01", output);
        Assert.EndsWith($"{expected}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowOfWhatIsNoMessage_HasItAsItIs()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, """{"deadLetter":{"id":"call-events.1","tries":5},"body":"<not ours>"}"""));

        var result = await RunAsync(app, "show", "call-events.1");

        Assert.Equal(["The body isn't a message of this app:", "<not ours>"], Lines(result.Output)[^2..]);
    }

    [Fact]
    public async Task ShowOfAParkedPayload_SaysWhereItIs()
    {
        const string Body = """{"id":"EZ1","type":"t","receivedAt":"2026-11-21T11:00:00Z","parked":{"key":"EZ1-0a","chunks":3,"sha256":"0a"}}""";
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(200, $$"""{"deadLetter":{{Letter("call-events.1")}},"body":{{JsonSerializer.Serialize(Body)}}}"""));

        var result = await RunAsync(app, "show", "call-events.1");

        Assert.Matches(@"parked as\s+EZ1-0a, 3 rows of table ParkedPayloads", result.Output);
    }

    [Fact]
    public async Task ShowOfAnUnknownId_IsASentence()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(404, NotFound));

        var result = await RunAsync(app, "show", "call-events.9");

        Assert.Equal((1, "There is no such dead letter: `dead-letters list` has their ids."), (result.ExitCode, result.Error.Trim()));
    }

    [Theory]
    [InlineData("show call-events.1")]
    [InlineData("replay call-events.1 call-events.2")]
    public async Task SomethingElseAnswers404_IsNoUnknownId(string command)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(404, ""));

        var result = await RunAsync(app, command.Split(' '));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("knows no /api/dead-letters/call-events.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no such dead letter", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SaysWhatBecameOfEachAndFailsWhenOneFailed()
    {
        await using var app = await BindingsServer.StartAsync((request, _) => request.Target switch
        {
            "/api/dead-letters/call-events.2/replay" => new ApiAnswer(404, NotFound),
            "/api/dead-letters/call-events.3/replay" => new ApiAnswer(409, """{"title":"This dead letter cannot be replayed.","detail":"Its body is no message."}"""),
            _ => new ApiAnswer(202, ""),
        });

        var result = await RunAsync(app, "replay", "call-events.1", "call-events.2", "call-events.3", "call-events.4");

        Assert.Equal(1, result.ExitCode);
        Assert.All(app.Requests, request => Assert.Equal("POST", request.Method));
        Assert.Equal(
            ["2 of 4 replayed. Each leaves the list when it has succeeded; one that fails again stays.", "call-events.1: replayed", "call-events.4: replayed"],
            Lines(result.Output).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "call-events.2: There is no such dead letter: `dead-letters list` has their ids.",
                "call-events.3: This dead letter cannot be replayed. Its body is no message.",
            ],
            Lines(result.Error).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delete_AsksTheAppForEach()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(204, ""));

        var result = await RunAsync(app, "delete", "call-events.1", "call-events.2");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [("DELETE", "/api/dead-letters/call-events.1"), ("DELETE", "/api/dead-letters/call-events.2")],
            app.Requests.Select(request => (request.Method, request.Target)).Order());
        Assert.EndsWith("2 of 2 deleted.\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BusyApp_IsAskedAgain()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => number == 0 ? new ApiAnswer(503, "", ("Retry-After", "0")) : new ApiAnswer(202, ""));

        var result = await RunAsync(app, "replay", "call-events.1");

        Assert.Equal((0, 2), (result.ExitCode, app.Requests.Count));
    }

    [Theory]
    [InlineData("replay --all", "Replay 3 dead letters of all queues?")]
    [InlineData("delete --queue call-events", "Delete 3 dead letters of call-events?")]
    public async Task NobodyToAsk_NothingIsDoneWithoutYes(string command, string question)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => Page(["call-events.1", "call-events.2", "call-events.3"], next: null));

        var result = await RunAsync(app, command.Split(' '));

        Assert.Equal((1, $"{question} Nobody is here to be asked: pass --yes."), (result.ExitCode, result.Error.Trim()));
        Assert.Equal("GET", app.Requests.Single().Method);
    }

    [Theory]
    [InlineData("y\n", 0, 3)]
    [InlineData("n\n", 1, 0)]
    [InlineData("\n", 1, 0)]
    public async Task SomebodyIsAsked_AndDecides(string typed, int exitCode, int replayed)
    {
        await using var app = await BindingsServer.StartAsync((request, _) => request.Method == "GET" ? Page(["call-events.1", "call-events.2", "call-events.3"], next: null) : new ApiAnswer(202, ""));
        using var output = new StringWriter();
        var terminal = new Terminal(new AnsweringConsole(output, typed), Terminal.For(output)) { CanAsk = true };

        var code = await CommandLine.RunAsync(["dead-letters", "replay", "--queue", "call-events", "--url", app.Origin], terminal, TimeProvider.System, CancellationToken.None);

        Assert.Equal(exitCode, code);
        Assert.Equal(replayed, app.Requests.Count(request => request.Method == "POST"));
        Assert.Contains("Replay 3 dead letters of call-events?", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(replayed == 0 ? "Nothing was done." : "3 of 3 replayed.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_TakesEveryPageAndEachOnce()
    {
        await using var app = await BindingsServer.StartAsync((request, number) => request.Method == "GET"
            ? Page([.. Enumerable.Range(0, 20).Select(letter => $"call-events.{number}-{letter}")], next: number == 0 ? "more" : null)
            : new ApiAnswer(202, ""));

        var result = await RunAsync(app, "replay", "--all", "--yes");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(40, app.Requests.Where(request => request.Method == "POST").Select(request => request.Target).Distinct().Count());
        Assert.Contains("40 of 40 replayed.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_CountsWhatWasDoneAndLeavesTheRest()
    {
        using var controlC = new CancellationTokenSource();
        await using var app = await BindingsServer.StartAsync((request, number) =>
        {
            if (number == 5)
                controlC.Cancel();
            return request.Method == "GET" ? Page([.. Enumerable.Range(0, 200).Select(letter => $"call-events.{letter}")], next: null) : new ApiAnswer(202, "");
        });

        var result = await CommandResult.RunAsync(["dead-letters", "replay", "--all", "--yes", "--url", app.Origin], controlC.Token);

        var replayed = app.Requests.Count(request => request.Method == "POST");
        Assert.Equal(130, result.ExitCode);
        Assert.InRange(replayed, 5, 30);
        Assert.Contains($"{replayed} of 200 replayed.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay", "Name either ids, --queue or --all.")]
    [InlineData("replay call-events.1 --all", "Name either ids, --queue or --all.")]
    [InlineData("delete --queue call-events --all", "Name either ids, --queue or --all.")]
    [InlineData("delete --queue nope", "'nope'")]
    [InlineData("list --limit 0", "--limit must be between 1 and 10000.")]
    [InlineData("show", "'show'")]
    public async Task WrongOptions_AreASentence(string command, string expected)
    {
        var result = await CommandResult.RunAsync(["dead-letters", .. command.Split(' ')]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(BindingsServer app, params string[] command) => CommandResult.RunAsync(["dead-letters", .. command, "--url", app.Origin]);

    private static ApiAnswer Page(IEnumerable<string> ids, string? next) =>
        new(200, $$"""{"deadLetters":[{{string.Join(',', ids.Select(Letter))}}],"continuationToken":{{JsonSerializer.Serialize(next)}}}""");

    private static string Letter(string id) => JsonSerializer.Serialize(new
    {
        id,
        queue = "call-events",
        time = "2026-11-21T12:00:00+00:00",
        tries = 5,
        error = "InvalidDataException: Broken.\n  at once",
        messageId = "EZ1",
        type = "twilio.voice.status",
        callSid = "CA1",
        replayedAt = "2026-11-21T13:00:00+00:00",
        something = new { @new = true },
    });

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
