using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Lookup;

/// <summary><c>lookup</c>: how long it takes to find an identity's bindings, by the number of all bindings.</summary>
internal sealed class LookupCommand : Command
{
    private const int WarmUps = 20;

    private static readonly int[] Sizes = [100, 1_000, 10_000, 100_000, 1_000_000];

    private readonly Option<int> rows = new Option<int>("--rows")
    {
        Description = "How many bindings there are in the largest table.",
        DefaultValueFactory = _ => Sizes[^1],
    }.Between(Sizes[0], Sizes[^1]);

    private readonly Option<int> lookups = new Option<int>("--lookups")
    {
        Description = "How often each table is asked, in turn.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 100_000);

    private readonly IAnsiConsole console;

    public LookupCommand(IAnsiConsole console)
        : base("lookup", "Time to find the bindings of an identity, by the number of all bindings.")
    {
        this.console = console;
        Option[] options = [rows, lookups];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var checkout = Checkout.OfCurrentDirectory();
        var tables = new List<BindingsTable>();
        try
        {
            foreach (var size in Sizes.Where(size => size <= result.GetValue(rows)))
            {
                tables.Add(await BindingsTable.FillAsync(checkout, size, cancellationToken));
                console.WriteLine($"{tables[^1].Rows.Number()} rows, filled in {tables[^1].FillTime.Seconds()}");
            }

            var measured = tables.SelectMany(table => new[] { false, true }.Select(indexed => new Lookups(table, indexed))).ToArray();
            await LookAsync(measured, WarmUps, cancellationToken);
            foreach (var lookup in measured)
                lookup.Forget();
            await LookAsync(measured, result.GetValue(lookups), cancellationToken);
            LookupTable.Write(console, measured);
        }
        finally
        {
            foreach (var table in tables)
                await table.DisposeAsync();
        }
    }

    private static async Task LookAsync(IEnumerable<Lookups> measured, int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times; time++)
        {
            foreach (var lookups in measured)
                await lookups.LookAsync(cancellationToken);
        }
    }
}
