using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;

namespace TwilioFunctions.Benchmarks.Lookup;

/// <summary>The medians of each table, and beside the smallest one.</summary>
internal static class LookupTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Lookups> measured)
    {
        var table = new Table().RightAligned(
            "bindings in all", "requests", "bytes", "Azurite: p50", "p99", "ratio", "with its index: p50", "p99", "ratio", "our share: p50", "ratio");
        var (firstScanned, firstIndexed) = (measured.First(lookups => !lookups.Indexed), measured.First(lookups => lookups.Indexed));
        foreach (var (scanned, indexed) in measured.Where(lookups => !lookups.Indexed).Zip(measured.Where(lookups => lookups.Indexed)))
        {
            table.AddRow(
                scanned.Rows.Number(),
                scanned.Measured.Max(lookup => lookup.Requests).Number(),
                ((int)scanned.Measured.Max(lookup => lookup.Bytes)).Number(),
                Time(scanned).Milliseconds(),
                scanned.Measured.Select(lookup => lookup.Time).Percentile(0.99).Milliseconds(),
                (Time(scanned) / Time(firstScanned)).Ratio(),
                Time(indexed).Milliseconds(),
                indexed.Measured.Select(lookup => lookup.Time).Percentile(0.99).Milliseconds(),
                (Time(indexed) / Time(firstIndexed)).Ratio(),
                Own(indexed).Milliseconds(),
                (Own(indexed) / Own(firstIndexed)).Ratio());
        }

        console.Write(table);
    }

    private static TimeSpan Time(Lookups lookups) => lookups.Measured.Select(lookup => lookup.Time).Median();

    private static TimeSpan Own(Lookups lookups) => lookups.Measured.Select(lookup => lookup.Own).Median();
}
