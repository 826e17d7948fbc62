using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TwilioFunctions.Testing;

/// <summary>JSON in which something was cut, doubled, swapped or written over, and bytes that are none at all.</summary>
public static class MutatedJson
{
    private static readonly string[] Fragments =
    [
        "null", "{}", "[]", "0", "-1e999", "true", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\udc00\\ud800\"", "{\"\\ud800\":1}", "\"identity\":\"x\",", "\"channel\":\"fcm\",",
        ",", ":", "{", "}", "\"", "\\", "\u0000", "\n", "\r\n", "\uFEFF", "[[[[[[[[", "\"..\"", "\"/\"", "1", "𝒳", "\"webhook\":{},", "\"labels\":{\"a\":1},",
    ];

    /// <summary>Some that are mutations of <paramref name="json"/>, a few that are not changed.</summary>
    public static Gen<byte[]> Of(Gen<byte[]> json) => json.SelectMany(original => Gen.OneOf(
        Gen.Constant(original),
        Mutations(original, 1),
        Gen.Choose(2, 6).SelectMany(count => Mutations(original, count)),
        Gen.ArrayOf(Gen.Choose(0, 255).Select(number => (byte)number))));

    private static Gen<byte[]> Mutations(byte[] json, int count) =>
        Gen.ListOf(Gen.Choose(0, 4).SelectMany(_ => Gen.Choose(0, int.MaxValue - 1).Two(), (kind, places) => (kind, places.Item1, places.Item2)), count)
            .Select(steps => steps.Aggregate(json, (bytes, step) => Mutate(bytes, step.kind, step.Item2, step.Item3)));

    private static byte[] Mutate(byte[] json, int kind, int place, int other)
    {
        var (start, end) = (place % (json.Length + 1), other % (json.Length + 1));
        if (start > end)
            (start, end) = (end, start);
        return kind switch
        {
            0 => [.. json[..start], .. json[end..]],
            1 => [.. json[..end], .. json[start..]],
            2 => [.. json[..start], (byte)other, .. json[Math.Min(start + 1, json.Length)..]],
            3 => [.. json[..start], .. Fragment(other), .. json[start..]],
            _ => Overwritten(json, start, Fragment(other)),
        };
    }

    // A whole value makes way for another, so that the JSON stays JSON.
    private static byte[] Overwritten(byte[] json, int start, byte[] fragment)
    {
        var colon = Array.IndexOf(json, (byte)':', start);
        if (colon < 0)
            return json;
        var end = Array.FindIndex(json, colon, unit => unit is (byte)',' or (byte)'}');
        return end < 0 ? json : [.. json[..(colon + 1)], .. fragment, .. json[end..]];
    }

    private static byte[] Fragment(int number) => Encoding.UTF8.GetBytes(Fragments[number % Fragments.Length]);
}
