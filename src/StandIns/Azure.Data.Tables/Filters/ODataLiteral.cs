using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Filters;

/// <summary>
/// Writes values as they stand in a filter.
/// Source: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#constructing-filter-strings
/// </summary>
internal static class ODataLiteral
{
    /// <exception cref="ArgumentException">The value is of a type that tables do not know.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        sbyte or byte or short or ushort or int => Invariant(value),
        uint number => number <= int.MaxValue ? Invariant(number) : Invariant(number) + "L",
        long or ulong => Invariant(value) + "L",
        decimal number => OfDecimal(Invariant(number)),
        float number => OfDouble(number),
        double number => OfDouble(number),
        Guid id => $"guid'{id}'",
        DateTimeOffset time => OfTime(time.UtcDateTime),
        DateTime time => OfTime(time.ToUniversalTime()),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexString(bytes)}'",
        string text => OfText(text),
        char or StringBuilder => OfText(value.ToString()!),
        _ => throw new ArgumentException($"{value.GetType()} has no literal in a filter."),
    };

    private static string OfText(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string OfTime(DateTime time) => $"datetime'{time.ToString("O", CultureInfo.InvariantCulture)}'";

    private static string OfDouble(double number) => number switch
    {
        double.PositiveInfinity => "INF",
        double.NegativeInfinity => "-INF",
        _ => OfDecimal(number.ToString("R", CultureInfo.InvariantCulture)),
    };

    // A whole number without a point would be an Int32, which the service does not compare with a Double.
    private static string OfDecimal(string digits) =>
        digits.All(digit => char.IsAsciiDigit(digit) || digit == '-') ? digits + ".0" : digits;

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
