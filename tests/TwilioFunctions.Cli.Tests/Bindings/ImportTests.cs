using System.Collections.Concurrent;
using System.Text.Json;
using TwilioFunctions.Cli.Bindings.Import;

namespace TwilioFunctions.Cli.Tests.Bindings;

public sealed class ImportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("import-");

    private string Input => Path.Combine(folder.FullName, "bindings.ndjson");

    private string Progress => $"{Input}.progress";

    private string Failed => $"{Input}.failed.ndjson";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Lines_AreSentInPartsAndCounted()
    {
        await using var app = await BindingsServer.StartAsync((request, _) => ApiAnswer.Imported(request, line => (line.Contains("\"b7\"", StringComparison.Ordinal) ? 200 : 201, null)));
        await WriteAsync(2_500);

        var result = await app.RunAsync("import", Input);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"Imported 2500 bindings of bindings\.ndjson in .* s: 2499 created, 1 replaced, 0 failed\.", result.Output);
        Assert.Equal([1_000, 1_000, 500], app.Requests.Select(request => request.Lines.Count));
        Assert.All(app.Requests, request => Assert.Equal(
            ("POST", $"/api/accounts/{BindingsServer.AccountSid}/bindings:import", "application/x-ndjson"), (request.Method, request.Target, request.ContentType)));
        Assert.Equal(await File.ReadAllLinesAsync(Input), app.Requests.SelectMany(request => request.Lines));
        Assert.Equal([Input], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task InterruptedInTheMiddle_TheSameCommandAcknowledgesEveryOtherLineOnce()
    {
        using var ctrlC = new CancellationTokenSource();
        var acknowledged = new ConcurrentBag<string>();
        await using var app = await BindingsServer.StartAsync((request, number) =>
        {
            // The answer to the part that is under way is still taken.
            if (number == 2)
                ctrlC.Cancel();
            foreach (var line in request.Lines)
                acknowledged.Add(line);
            return ApiAnswer.Imported(request, _ => (201, null));
        });
        await WriteAsync(5_200);

        var first = await app.RunAsync(ctrlC.Token, "import", Input);
        var second = await app.RunAsync("import", Input);

        Assert.Equal(130, first.ExitCode);
        Assert.Contains("Stopped after line 3000: the same command goes on from there.", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("Going on after line 3000, where it was interrupted.", second.Output, StringComparison.Ordinal);
        Assert.Contains("5200 created, 0 replaced, 0 failed.", second.Output, StringComparison.Ordinal);
        Assert.Equal((await File.ReadAllLinesAsync(Input)).Order(), acknowledged.Order());
        Assert.False(File.Exists(Progress));
    }

    [Fact]
    public async Task FailuresBeforeAndAfterAnInterruption_AreListedOnceWithTheirLines()
    {
        var isDown = true;
        await using var app = await BindingsServer.StartAsync((request, number) => number == 1 && isDown
            ? new ApiAnswer(400, """{"title":"Nothing goes any more."}""")
            : ApiAnswer.Imported(request, line => line.Contains("bad", StringComparison.Ordinal) ? (400, "This is missing.") : (201, null)));
        await WriteAsync(2_200, bad: [17, 1_100, 2_200]);

        var first = await app.RunAsync("import", Input);
        isDown = false;
        var second = await app.RunAsync("import", Input);

        Assert.Equal(1, first.ExitCode);
        Assert.Contains("400 BadRequest: Nothing goes any more.", first.Error, StringComparison.Ordinal);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("2197 created, 0 replaced, 3 failed.", second.Output, StringComparison.Ordinal);
        Assert.All(new[] { 17, 1_100, 2_200 }, line => Assert.Contains($"Line {line}: fcm.registrationToken: This is missing.", second.Error, StringComparison.Ordinal));
        var failures = (await File.ReadAllLinesAsync(Failed)).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal([17, 1_100, 2_200], failures.Select(failure => failure.GetProperty("line").GetInt32()));
        Assert.Equal((await File.ReadAllLinesAsync(Input))[16], failures[0].GetProperty("input").GetString());
    }

    [Fact]
    public async Task SecondImport_ListsItsOwnFailuresAlone()
    {
        await using var app = await BindingsServer.StartAsync((request, _) => ApiAnswer.Imported(request, _ => (400, "Wrong.")));
        await WriteAsync(1);
        await app.RunAsync("import", Input);
        var whole = await File.ReadAllTextAsync(Failed);

        await app.RunAsync("import", Input);

        Assert.Equal(whole, await File.ReadAllTextAsync(Failed));
    }

    [Fact]
    public async Task BusyApp_IsAskedAgain()
    {
        await using var app = await BindingsServer.StartAsync((request, number) => number switch
        {
            0 => new ApiAnswer(ApiAnswer.ConnectionLost, ""),
            1 => new ApiAnswer(503, "", ("Retry-After", "0")),
            2 => new ApiAnswer(429, "", ("Retry-After", "0")),
            _ => ApiAnswer.Imported(request, _ => (201, null)),
        });
        await WriteAsync(3);

        var result = await app.RunAsync("import", Input);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 created, 0 replaced, 0 failed.", result.Output, StringComparison.Ordinal);
        Assert.Equal(4, app.Requests.Count);
    }

    [Fact]
    public async Task LineThatStorageFailed_IsSentAgainAlone()
    {
        await using var app = await BindingsServer.StartAsync((request, number) => ApiAnswer.Imported(
            request, line => number == 0 && line.Contains("\"b2\"", StringComparison.Ordinal) ? (503, null) : (201, null)));
        await WriteAsync(3);

        var result = await app.RunAsync("import", Input);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 created, 0 replaced, 0 failed.", result.Output, StringComparison.Ordinal);
        Assert.Equal((await File.ReadAllLinesAsync(Input))[1], Assert.Single(app.Requests[1].Lines));
    }

    [Theory]
    [InlineData("changed", "was changed since its import was interrupted")]
    [InlineData("longer", "was changed since its import was interrupted")]
    [InlineData("elsewhere", "was being imported into AC00000000000000000000000000000000 at http://127.0.0.1:")]
    public async Task AnotherImportThanTheInterruptedOne_IsASentence(string what, string expected)
    {
        await using var app = await BindingsServer.StartAsync((request, number) =>
            number == 0 ? ApiAnswer.Imported(request, _ => (201, null)) : new ApiAnswer(404, ""));
        await WriteAsync(1_500);
        Assert.Equal(1, (await app.RunAsync("import", Input)).ExitCode);
        if (what == "changed")
            await File.WriteAllTextAsync(Input, (await File.ReadAllTextAsync(Input)).Replace("\"b5\"", "\"c5\"", StringComparison.Ordinal));
        if (what == "longer")
            await File.AppendAllTextAsync(Input, "{}\n");
        await using var other = await BindingsServer.StartAsync((_, _) => new ApiAnswer(404, ""));

        var result = await (what == "elsewhere" ? other : app).RunAsync("import", Input);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains($"delete {Progress} to begin from the start", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastLineWithoutLineFeed_AndBlankLines_KeepTheNumbersRight()
    {
        await using var app = await BindingsServer.StartAsync((request, _) => ApiAnswer.Imported(request, line => (line.Contains("bad", StringComparison.Ordinal) ? 400 : 201, "Wrong.")));
        await File.WriteAllTextAsync(Input, "{\"a\":1}\r\n\r\n  \n{\"b\":2}\n\n{\"bad\":3}");

        var result = await app.RunAsync("import", Input);

        Assert.Contains("2 created, 0 replaced, 1 failed.", result.Output, StringComparison.Ordinal);
        Assert.Contains("Line 6: fcm.registrationToken: Wrong.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongLines_AreCutIntoPartsThatTheAppTakes()
    {
        await using var app = await BindingsServer.StartAsync((request, _) => ApiAnswer.Imported(request, _ => (201, null)));
        await File.WriteAllLinesAsync(Input, Enumerable.Range(1, 300).Select(number => $$"""{"bindingId":"b{{number}}","token":"{{new string('x', 40_000)}}"}"""));

        var result = await app.RunAsync("import", Input);

        Assert.Contains("300 created, 0 replaced, 0 failed.", result.Output, StringComparison.Ordinal);
        Assert.All(app.Requests, request => Assert.InRange(request.Body.Length, 1, 4 * 1024 * 1024));
        Assert.Equal(await File.ReadAllLinesAsync(Input), app.Requests.SelectMany(request => request.Lines));
    }

    [Fact]
    public async Task MissingFile_IsASentence()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => new ApiAnswer(404, ""));

        var result = await app.RunAsync("import", Input);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"File does not exist: '{Input}'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineLongerThanAPart_IsNamed()
    {
        using var input = new MemoryStream("{}\n{\"token\":\"0123456789\"}\n"u8.ToArray());
        var parts = new NdjsonParts(input, linesBefore: 10, maxBytes: 16);

        Assert.Equal([11], (await parts.ReadAsync(CancellationToken.None)).Select(line => line.Number));
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => parts.ReadAsync(CancellationToken.None));

        Assert.Contains("Line 12 is longer than 16 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BigInput_IsNeverHeldInMemory()
    {
        const int Lines = 200_000;
        using var input = new EndlessLines(Lines);
        var parts = new NdjsonParts(input, linesBefore: 0);
        var read = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var part = await parts.ReadAsync(CancellationToken.None); part.Count > 0; part = await parts.ReadAsync(CancellationToken.None))
        {
            Assert.InRange(part.Count, 1, NdjsonParts.MaxLines);
            Assert.Equal(read + 1, part[0].Number);
            read += part.Count;
        }

        Assert.Equal(Lines, read);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
    }

    private Task WriteAsync(int lines, params int[] bad) => File.WriteAllLinesAsync(Input, Enumerable.Range(1, lines).Select(number =>
        $$$"""{"identity":"bob","bindingId":"b{{{number}}}","channel":"{{{(bad.Contains(number) ? "bad" : "fcm")}}}","fcm":{"registrationToken":"t"}}"""));
}
