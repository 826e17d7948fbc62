using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// Keeps a text of up to 1 MiB in one row. A column holds 64 KiB, which is 32 Ki characters, and a row 1 MiB: what fits stays
/// readable in a column of its name, what does not is compressed (UTF-8 JSON always shrinks enough) into columns <c>NameBr00</c>,
/// <c>NameBr01</c> and so on.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-types
/// </summary>
internal static class TextColumns
{
    private const int MaxCharacters = 32 * 1024;
    private const int MaxBytes = 64 * 1024;
    private const int MaxShortCharacters = 1024;

    /// <summary>The beginning of a text that is for looking at and stands whole elsewhere, so that no row can grow too large by it.</summary>
    public static string? Shorten(string? text)
    {
        if (text is null || text.Length <= MaxShortCharacters)
            return text;
        var length = char.IsHighSurrogate(text[MaxShortCharacters - 1]) ? MaxShortCharacters - 1 : MaxShortCharacters;
        return text[..length];
    }

    /// <summary>Writes <paramref name="text"/> to the columns of <paramref name="name"/>.</summary>
    public static void Write(TableEntity row, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= MaxCharacters)
        {
            row[name] = text;
            return;
        }

        var compressed = Compress(text);
        foreach (var (number, chunk) in compressed.Chunk(MaxBytes).Index())
            row[ColumnOf(name, number)] = chunk;
    }

    /// <summary>The text that <see cref="Write"/> wrote, or null where there is none.</summary>
    public static string? Read(TableEntity row, string name)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.GetString(name) is { } text)
            return text;

        var chunks = Enumerable.Range(0, 16).Select(number => row.GetBinary(ColumnOf(name, number))).TakeWhile(chunk => chunk is not null).ToList();
        return chunks.Count == 0 ? null : Decompress([.. chunks.SelectMany(chunk => chunk!)]);
    }

    private static string ColumnOf(string name, int number) => $"{name}Br{number:00}";

    private static byte[] Compress(string text)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Optimal))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private static string Decompress(byte[] bytes)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
