using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary><c>dead-letters list</c>.</summary>
internal sealed class ListDeadLettersCommand : Command
{
    private const int PageSize = 100;

    private readonly Option<string> queue = new Option<string>("--queue") { Description = "Only those of this queue." }.AcceptOnlyFromAmong([.. QueueNames.All]);

    private readonly Option<int> limit = new Option<int>("--limit")
    {
        Description = "How many at most.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 10_000);

    private readonly Option<bool> all = new("--all") { Description = "All of them, however many." };
    private readonly AppOptions app = new(whose: null);
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ListDeadLettersCommand(Terminal terminal, TimeProvider time)
        : base("list", "Lists what failed for good, queue by queue, the latest first.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [queue, limit, all];
        foreach (var option in options)
            Add(option);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = new DeadLettersApi(app.App(result), app.Key(result), time);
        var most = result.GetValue(all) ? int.MaxValue : result.GetValue(limit);
        var written = 0;
        await foreach (var letter in api.ListAsync(result.GetValue(queue), PageSize, cancellationToken))
        {
            if (written == most)
            {
                terminal.Out.WriteLine("There are more: --limit takes up to 10000, and --all shows them all.");
                return 0;
            }

            DeadLetterView.WriteListed(terminal, letter);
            written++;
        }

        if (written == 0)
            terminal.Out.WriteLine("There are none.");
        return 0;
    }
}
