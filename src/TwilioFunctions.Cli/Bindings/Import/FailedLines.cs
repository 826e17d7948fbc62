using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>The lines that could not be imported, in a file beside the input.</summary>
/// <param name="path">The file; it is there only when a line failed.</param>
internal sealed class FailedLines(string path)
{
    public string Path => path;

    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Forgets what was written after the last part that was acknowledged, whose lines are sent again.</summary>
    public void CutTo(long length)
    {
        if (length == 0)
        {
            File.Delete(path);
            return;
        }

        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        file.SetLength(Math.Min(length, file.Length));
    }

    public void Append(IEnumerable<(ImportLine Line, string Reason)> failures)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        foreach (var (line, reason) in failures)
        {
            var failed = new FailedLine(line.Number, reason, Encoding.UTF8.GetString(line.Bytes.Span).TrimEnd());
            JsonSerializer.Serialize(file, failed, BindingsJson.Readable.FailedLine);
            file.WriteByte((byte)'\n');
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>The first of them.</summary>
    public async Task<IReadOnlyList<FailedLine>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var lines = new List<FailedLine>();
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            lines.Add(JsonSerializer.Deserialize(line, BindingsJson.Default.FailedLine)!);
            if (lines.Count == count)
                break;
        }

        return lines;
    }
}

/// <summary>A line that could not be imported.</summary>
/// <param name="Line">Its number in the input.</param>
/// <param name="Reason">Why.</param>
/// <param name="Input">The line itself.</param>
internal sealed record FailedLine(long Line, string Reason, string Input);
