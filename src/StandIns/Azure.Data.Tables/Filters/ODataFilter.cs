using System.Globalization;

namespace Azure.Data.Tables.Filters;

/// <summary>Fills the holes of an interpolated filter with literals, so that no value can become a part of the filter's grammar.</summary>
internal static class ODataFilter
{
    public static string Create(FormattableString filter)
    {
        if (filter is null)
            return null!;
        var literals = filter.GetArguments().Select(ODataLiteral.Of).ToArray<object>();
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }
}
