using System.Globalization;
using Spectre.Console;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>How figures are summed up and written.</summary>
internal static class Figures
{
    /// <summary>The middle one, of an even number the lower of the two.</summary>
    public static T Median<T>(this IEnumerable<T> values) => values.Percentile(0.5);

    /// <summary>The value that a part of them (0 to 1) does not exceed, by the nearest rank.</summary>
    public static T Percentile<T>(this IEnumerable<T> values, double part)
    {
        T[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }

    public static string Number(this int number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Rate(this double perSecond) => perSecond.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Milliseconds(this TimeSpan latency) => latency.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);

    public static string Seconds(this TimeSpan time) => time.TotalSeconds.ToString("0 's'", CultureInfo.InvariantCulture);

    public static string Ratio(this double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static Table RightAligned(this Table table, params string[] columns)
    {
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }
}
