using System.Buffers.Text;
using System.Text;
using Azure;

namespace TwilioFunctions.Http;

/// <summary>
/// Entity tags of HTTP for those of tables, which are spelled as weak ones although they change with every write: <c>If-Match</c> would
/// never match them. Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
/// </summary>
internal static class EntityTags
{
    /// <summary>A strong entity tag, for the header <c>ETag</c>.</summary>
    public static string Format(ETag tag) => $"\"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(tag.ToString("H")))}\"";

    /// <summary>Reads <c>If-Match</c> or <c>If-None-Match</c>: <c>*</c> or a list. Tags that are none of ours match nothing and are left out.</summary>
    /// <param name="header">The header's value; null where there is none, which demands nothing.</param>
    /// <param name="acceptsWeak">Whether a weak tag stands for its strong one, as it does in <c>If-None-Match</c> alone.</param>
    /// <param name="tags">Null where nothing is demanded.</param>
    /// <returns>False for what is no such list.</returns>
    public static bool TryParse(string? header, bool acceptsWeak, out IReadOnlyList<ETag>? tags)
    {
        tags = null;
        if (header is null)
            return true;
        var rest = header.AsSpan().Trim(" \t");
        if (rest is "*")
        {
            tags = [ETag.All];
            return true;
        }

        var list = new List<ETag>();
        var any = false;
        while (!(rest = rest.TrimStart(" \t,")).IsEmpty)
        {
            var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
            rest = isWeak ? rest[2..] : rest;
            var end = rest is ['"', ..] ? rest[1..].IndexOf('"') + 1 : 0;
            if (end == 0)
                return false;
            any = true;
            if (Decode(rest[1..end]) is { } tag && (acceptsWeak || !isWeak))
                list.Add(tag);
            rest = rest[(end + 1)..].TrimStart(" \t");
            if (!rest.IsEmpty && rest[0] != ',')
                return false;
        }
        tags = list;
        return any;
    }

    private static ETag? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != System.Buffers.OperationStatus.Done || length == 0)
            return null;
        // No table has this tag, and in a condition it would match every other one.
        var tag = new ETag(Encoding.UTF8.GetString(bytes, 0, length));
        return tag == ETag.All ? null : tag;
    }
}
