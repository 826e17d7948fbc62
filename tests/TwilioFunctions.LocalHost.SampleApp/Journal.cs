using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>
/// Records the input of functions for the tests: a line of JSON an entry, in the file that the setting <c>Journal</c> names. Several workers may
/// write to the same file.
/// </summary>
public sealed class Journal(IConfiguration configuration)
{
    private readonly Lock writing = new();
    private readonly string path = configuration["Journal"] ?? Path.Combine(Path.GetTempPath(), "local-host-sample.ndjson");

    public void Write(string function, object? seen)
    {
        var line = JsonSerializer.Serialize(new { function, worker = Environment.ProcessId, seen }) + "\n";
        lock (writing)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            // One write, so that entries of two workers don't mix.
            file.Write(System.Text.Encoding.UTF8.GetBytes(line));
        }
    }
}
