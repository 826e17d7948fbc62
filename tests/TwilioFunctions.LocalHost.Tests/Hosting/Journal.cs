using System.Text.Json;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>Reads the file in which the functions of the sample app record their input.</summary>
internal sealed class Journal : IDisposable
{
    private readonly Dictionary<string, int> read = [];

    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>Returns everything that a function has written so far.</summary>
    public IReadOnlyList<Entry> Of(string function) => [.. Entries().Where(entry => entry.Function == function)];

    /// <summary>Waits for the next entry of a function.</summary>
    public async Task<JsonElement> NextAsync(string function)
    {
        var number = read.GetValueOrDefault(function);
        read[function] = number + 1;
        await Eventually.IsTrueAsync(() => Of(function).Count > number, () => $"{function} has written {Of(function).Count} entries.");
        return Of(function)[number].Seen;
    }

    /// <summary>Lets functions pass the gate of a name, <paramref name="count"/> of each worker in all.</summary>
    public void OpenGate(string name, int count = 1) => File.WriteAllText($"{Path}.{name}", $"{count}");

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + "*"))
            File.Delete(file);
    }

    private IEnumerable<Entry> Entries()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = JsonElement.Parse(line);
            yield return new Entry(entry.GetProperty("function").GetString()!, entry.GetProperty("worker").GetInt32(), entry.GetProperty("seen"));
        }
    }

    /// <param name="Function">The function's name.</param>
    /// <param name="Worker">The id of the worker's process.</param>
    /// <param name="Seen">The value that it wrote.</param>
    internal sealed record Entry(string Function, int Worker, JsonElement Seen);
}
