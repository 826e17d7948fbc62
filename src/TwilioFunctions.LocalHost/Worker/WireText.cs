using System.Buffers;
using System.Text;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// Texts as protobuf takes them. Half of a surrogate pair, which a JSON escape may hold (<c>\ud800</c>), can't be encoded, and the stream to
/// the worker would end with it.
/// </summary>
internal static class WireText
{
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>Returns the text with U+FFFD in the place of each half of a surrogate pair.</summary>
    public static string Repair(string text) =>
        text.AsSpan().ContainsAny(Surrogates) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
