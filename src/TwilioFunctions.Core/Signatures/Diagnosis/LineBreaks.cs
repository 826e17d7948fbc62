using System.Text;

namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>A body, and what it may have been before an editor or a shell ended its lines.</summary>
internal static class LineBreaks
{
    public static IEnumerable<Variant<ReadOnlyMemory<byte>>> Of(ReadOnlyMemory<byte> body)
    {
        yield return Variant<ReadOnlyMemory<byte>>.AsCaptured(body);
        var trimmed = body[..body.Span.TrimEnd("\r\n"u8).Length];
        if (trimmed.Length < body.Length)
            yield return new(trimmed, 1, [SignatureCause.LineBreak]);
        if (trimmed.Span.IndexOf("\r\n"u8) >= 0)
            yield return new(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(trimmed.Span).Replace("\r\n", "\n", StringComparison.Ordinal)), 2, [SignatureCause.LineBreak]);
    }
}
