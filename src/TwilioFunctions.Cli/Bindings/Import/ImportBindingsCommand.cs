using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary><c>bindings import</c>: any number of bindings, one JSON object a line.</summary>
internal sealed class ImportBindingsCommand : Command
{
    private const int ListedFailures = 20;

    private readonly Argument<FileInfo> file = new Argument<FileInfo>("file")
    {
        Description = "One JSON object a line with identity, bindingId, channel and what the channel needs, as `bindings export` writes them.",
    }.AcceptExistingOnly();

    private readonly AppOptions app = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ImportBindingsCommand(Terminal terminal, TimeProvider time)
        : base("import", "Registers any number of devices from a file; goes on where it was interrupted.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(file);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = await BindingsApi.ConnectAsync(app, result, time, cancellationToken);
        var input = result.GetRequiredValue(file);
        var importer = new BindingsImporter(api, input.ToString());
        var start = time.GetTimestamp();
        var lines = 0L;
        try
        {
            var imported = await ProgressBar.ShowAsync(
                terminal.Out, $"Importing {input.Name}", input.Length, advance => importer.ImportAsync(Follow(advance, done => lines = done), cancellationToken));
            var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            terminal.Out.WriteLine(
                $"Imported {imported.Imported} bindings of {input.Name} in {seconds} s: {imported.Created} created, {imported.Replaced} replaced, {imported.Failed} failed.");
            if (imported.Failed == 0)
                return 0;
            await ListAsync(importer.Failures, imported.Failed, cancellationToken);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Out.WriteLine($"Stopped after line {lines}: the same command goes on from there.");
            throw;
        }
    }

    /// <summary>Moves the bar to what is done, and says where an interrupted import goes on.</summary>
    private Action<ImportProgress> Follow(Action<double>? advance, Action<long> onLines)
    {
        ImportProgress? last = null;
        return progress =>
        {
            if (last is null && progress.Lines > 0)
                terminal.Out.WriteLine($"Going on after line {progress.Lines}, where it was interrupted.");
            advance?.Invoke(progress.Offset - (last?.Offset ?? 0));
            onLines(progress.Lines);
            last = progress;
        };
    }

    private async Task ListAsync(FailedLines failures, long count, CancellationToken cancellationToken)
    {
        foreach (var failure in await failures.ReadAsync(ListedFailures, cancellationToken))
            terminal.Error.WriteLine($"Line {failure.Line}: {failure.Reason}", new Style(Color.Red));
        if (count > ListedFailures)
            terminal.Error.WriteLine($"… and {count - ListedFailures} more.");
        terminal.Error.WriteLine($"All of them are in {failures.Path}, each with its line as `input`: mend those lines, and import them.");
    }
}
