using System.Text.Json;

namespace TwilioFunctions.Cli.Settings;

/// <summary>The app's settings on this machine as <c>func start</c> reads them: environment first, then <c>local.settings.json</c>.</summary>
internal sealed class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, string> values;

    private LocalSettings(Dictionary<string, string> values) => this.values = values;

    public string? this[string name] => Environment.GetEnvironmentVariable(name) ?? values.GetValueOrDefault(name);

    /// <summary>Copies the sample where there is no file yet; returns whether it did.</summary>
    public static bool CreateIfMissing(Checkout checkout)
    {
        if (File.Exists(checkout.LocalSettings))
            return false;
        File.Copy(checkout.SampleSettings, checkout.LocalSettings);
        return true;
    }

    /// <summary>Reads a file; one that is missing holds nothing.</summary>
    /// <exception cref="CommandFailedException">It is not JSON.</exception>
    public static async Task<LocalSettings> ReadAsync(string? path, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
            return new LocalSettings(values);

        try
        {
            await using var file = File.OpenRead(path);
            using var json = await JsonDocument.ParseAsync(file, Lenient, cancellationToken);
            if (json.RootElement.TryGetProperty("Values", out var section))
            {
                foreach (var value in section.EnumerateObject())
                    values[value.Name.Replace(":", "__", StringComparison.Ordinal)] = value.Value.ToString();
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new CommandFailedException($"{path} is not the JSON of a local.settings.json: {wrong.Message}", wrong);
        }

        return new LocalSettings(values);
    }
}
