using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Cli.Bindings.Export;

/// <summary><c>bindings export</c>: all bindings of an account as NDJSON.</summary>
internal sealed class ExportBindingsCommand : Command
{
    private const string StandardOutput = "-";

    private readonly Argument<string> file = new("file") { Description = "Where to; - is standard output. It holds tokens and secrets: keep it like one." };

    private readonly Option<string> channel = new Option<string>("--channel") { Description = "Only those of this channel." }
        .AcceptOnlyFromAmong([.. ChannelNames.All]);

    private readonly AppOptions app = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ExportBindingsCommand(Terminal terminal, TimeProvider time)
        : base("export", "Writes all bindings of the account, one JSON object a line; goes on where it was interrupted.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(file);
        Add(channel);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = await BindingsApi.ConnectAsync(app, result, time, cancellationToken);
        var exporter = new BindingsExporter(api, result.GetValue(channel));
        var path = result.GetRequiredValue(file);
        if (path == StandardOutput)
        {
            await using var output = Console.OpenStandardOutput();
            await exporter.ExportAsync(output, cancellationToken);
            return 0;
        }

        try
        {
            var bindings = await ExportAsync(exporter, path, cancellationToken);
            terminal.Out.WriteLine($"Exported {bindings} bindings to {path}.");
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Out.WriteLine("Stopped: the same command goes on from here.");
            throw;
        }
    }

    private async Task<long> ExportAsync(BindingsExporter exporter, string path, CancellationToken cancellationToken)
    {
        if (!terminal.Out.Profile.Capabilities.Interactive)
            return await exporter.ExportAsync(path, _ => { }, cancellationToken);
        return await terminal.Out.Status().StartAsync(
            "Exporting", status => exporter.ExportAsync(path, bindings => status.Status($"Exported {bindings} bindings"), cancellationToken));
    }
}
