using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TwilioFunctions.Cli.Bindings.Export;
using TwilioFunctions.Cli.Bindings.Import;

namespace TwilioFunctions.Cli.Bindings;

/// <summary>How far a command has come, beside the file that it works on. Whole at any moment, however the command ends.</summary>
internal sealed class ProgressFile<T>(string path, JsonTypeInfo<T> type)
    where T : class
{
    public string Path => path;

    /// <summary>Null when there is none: the command begins.</summary>
    /// <exception cref="CommandFailedException">It is none of ours.</exception>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(file, type, cancellationToken);
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"{path} cannot be read: delete it to begin from the start.", wrong);
        }
    }

    public void Write(T progress)
    {
        var next = $"{path}.next";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, progress, type);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    public void Delete() => File.Delete(path);
}

/// <summary>The JSON of files that record progress and failures.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportProgress))]
[JsonSerializable(typeof(FailedLine))]
[JsonSerializable(typeof(ImportProgress))]
internal sealed partial class BindingsJson : JsonSerializerContext
{
    /// <summary>For files that people read: without \u escapes.</summary>
    public static BindingsJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
