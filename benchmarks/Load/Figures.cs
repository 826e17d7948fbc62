using System.Globalization;
using Spectre.Console;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>How figures are summed up and written.</summary>
internal static class Figures
{
    /// <summary>The middle one, of an even number the lower of the two.</summary>
    public static T Median<T>(this IEnumerable<T> values)
    {
        T[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }

    public static string Rate(this double perSecond) => perSecond.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Milliseconds(this TimeSpan latency) => latency.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);

    public static string Ratio(this double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static Table RightAligned(this Table table, params string[] columns)
    {
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }
}
