using TwilioFunctions.Cli.Tests.Up;

namespace TwilioFunctions.Cli.Tests.Bindings;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("export-");

    private string Output => Path.Combine(folder.FullName, "bindings.ndjson");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Pages_AreWrittenOneAfterTheOther()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => Page(number));

        var result = await app.RunAsync("export", Output, "--channel", "fcm");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Exported 4 bindings to {Output}.", result.Output, StringComparison.Ordinal);
        Assert.Equal("{\"page\":0}\n{}\n{\"page\":1}\n{\"page\":2}\n", await File.ReadAllTextAsync(Output));
        var path = $"/api/accounts/{BindingsServer.AccountSid}/bindings:export?pageSize=1000&channel=fcm";
        Assert.Equal([path, $"{path}&continuationToken=page%201", $"{path}&continuationToken=page%202"], app.Requests.Select(request => request.Target));
        Assert.Equal([Output], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task Interrupted_TheSameCommandGoesOnWithTheNextPage()
    {
        var isDown = true;
        // The page that failed is asked for again: the fourth request is the third page.
        await using var app = await BindingsServer.StartAsync((_, number) =>
            number == 2 && isDown ? new ApiAnswer(400, """{"title":"Not now."}""") : Page(number > 2 ? number - 1 : number));

        var first = await app.RunAsync("export", Output);
        isDown = false;
        // As a run leaves it that ends within a page.
        await File.AppendAllTextAsync($"{Output}.partial", "{\"half");
        var second = await app.RunAsync("export", Output);

        Assert.Equal(1, first.ExitCode);
        Assert.Contains("400 BadRequest: Not now.", first.Error, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("Exported 4 bindings", second.Output, StringComparison.Ordinal);
        Assert.Equal("{\"page\":0}\n{}\n{\"page\":1}\n{\"page\":2}\n", await File.ReadAllTextAsync(Output));
        Assert.EndsWith("continuationToken=page%202", app.Requests[^1].Target, StringComparison.Ordinal);
        Assert.Equal([Output], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task AnotherExportThanTheInterruptedOne_IsASentence()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => number == 0 ? Page(0) : new ApiAnswer(404, ""));
        await app.RunAsync("export", Output, "--channel", "fcm");

        var result = await app.RunAsync("export", Output);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($", channel fcm: go on with that, or delete {Output}.progress to begin from the start.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dash_WritesToStandardOutput()
    {
        await using var app = await BindingsServer.StartAsync((_, number) => Page(number));

        await using var command = CliProcess.Start(
            folder.FullName, new Dictionary<string, string?>(), "bindings", "export", "-", "--url", app.Origin, "--account-sid", BindingsServer.AccountSid);

        Assert.Equal(0, await command.ExitAsync());
        Assert.Equal(["{\"page\":0}", "{}", "{\"page\":1}", "{\"page\":2}"], command.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task File_IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var app = await BindingsServer.StartAsync((_, number) => Page(number));

        await app.RunAsync("export", Output);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Output));
    }

    private static ApiAnswer Page(int number) => number switch
    {
        0 => new(200, "{\"page\":0}\n{}\n", ("x-continuation-token", "page 1")),
        1 => new(200, "{\"page\":1}\n", ("x-continuation-token", "page 2")),
        _ => new(200, "{\"page\":2}\n"),
    };
}
