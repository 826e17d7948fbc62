using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Calls;

/// <summary><c>calls list</c>: a table.</summary>
internal sealed class ListCallsCommand : Command
{
    private readonly Option<DateOnly?> date = new("--date") { Description = "The day (UTC, yyyy-MM-dd) on which the calls began. [default: today]" };
    private readonly Option<string> state = new Option<string>("--state") { Description = "Only those in this state, for instance no-answer." }.NotEmpty();
    private readonly Option<string> direction = new Option<string>("--direction") { Description = "Only those of this direction, for instance outbound-api." }.NotEmpty();
    private readonly Option<string> number = new Option<string>("--number") { Description = "Only those from or to it: +15551234567, client:bob, sip:…" }.NotEmpty();
    private readonly Option<string> tag = new Option<string>("--tag") { Description = "Only those with this tag of Voice Insights, for instance high_jitter." }.NotEmpty();

    private readonly Option<int> limit = new Option<int>("--limit")
    {
        Description = "How many at most.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 10_000);

    private readonly AppOptions app = new("calls");
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ListCallsCommand(Terminal terminal, TimeProvider time)
        : base("list", "Lists the calls of a day, the latest first.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [date, state, direction, number, tag, limit];
        foreach (var option in options)
            Add(option);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var query = new CallQuery(await app.AccountSidAsync(result, cancellationToken), result.GetValue(date))
        {
            State = result.GetValue(state),
            Direction = result.GetValue(direction),
            Number = result.GetValue(number),
            Tag = result.GetValue(tag),
        };
        using var api = new CallsApi(app.App(result), app.Key(result), time);
        var most = result.GetValue(limit);
        // One more tells whether there are more.
        var calls = await api.ListAsync(query, most + 1, cancellationToken);

        if (calls.Count == 0)
        {
            terminal.Out.WriteLine("There are none: --date names another day.");
            return 0;
        }

        CallsTable.Write(terminal.Out, calls.Take(most));
        if (calls.Count > most)
            terminal.Out.WriteLine("There are more: --limit takes up to 10000.");
        return 0;
    }
}

/// <summary>Calls as people read them.</summary>
internal static class CallsTable
{
    public static void Write(IAnsiConsole console, IEnumerable<CallListEntry> calls)
    {
        var table = new Table();
        string[] columns = ["Start", "Call SID", "Type", "Direction", "From", "To", "State", "Seconds", "Tags"];
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var call in calls)
        {
            table.AddRow(new[]
            {
                call.StartTime?.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                call.CallSid,
                call.Type,
                call.Direction,
                call.From,
                call.To,
                call.State,
                call.Duration?.ToString(CultureInfo.InvariantCulture),
                string.Join(' ', call.Tags ?? []),
            }.Select(cell => new Text(TerminalText.Line(cell))));
        }

        console.Write(table);
    }
}
