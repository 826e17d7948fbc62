using System.Globalization;
using System.Text.Json;

namespace TwilioFunctions.Core.Json;

/// <summary>Reads members of JSON that somebody else wrote: what is missing or of another kind is null, never an exception.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return element.TryGetProperty(name, out var member) ? member : null;
        }
        catch (InvalidOperationException)
        {
            // The name of some member holds half of a surrogate pair; the others can be found all the same.
            return element.EnumerateObject().Where(member => IsNamed(member, name)).Select(member => (JsonElement?)member.Value).LastOrDefault();
        }
    }

    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    /// <summary>A string that is not empty.</summary>
    public static string? Text(this JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: legal JSON, but no text.
            return null;
        }
    }

    /// <summary>A number, or a string that holds one.</summary>
    public static double? Number(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value) => value,
        { ValueKind: JsonValueKind.String }
            when double.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) => value,
        _ => null,
    };

    public static int? Integer(this JsonElement? element) =>
        element.Number() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>An ISO 8601 time that a table can hold (from the year 1601 on).</summary>
    public static DateTimeOffset? Time(this JsonElement? element) =>
        DateTimeOffset.TryParse(element.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year > 1600
            ? time.ToUniversalTime()
            : null;

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
