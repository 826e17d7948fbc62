using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// <c>local.settings.json</c>, as <c>func start</c> reads it:
/// https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
/// </summary>
internal sealed record LocalSettings(IReadOnlyDictionary<string, string> Values, int? Port, IReadOnlyList<string> CorsOrigins)
{
    private const string FileName = "local.settings.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static LocalSettings Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return new LocalSettings(new Dictionary<string, string>(), Port: null, CorsOrigins: []);

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        var root = document.RootElement;
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            throw new InvalidOperationException($"{path} is encrypted, and only func can read it: run 'func settings decrypt'.");

        var values = root.TryGetProperty(nameof(Values), out var section)
            ? section.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.ToString())
            : [];
        var host = root.TryGetProperty("Host", out var hostSection) ? hostSection : default;
        return new LocalSettings(values, PortOf(host), OriginsOf(host));
    }

    /// <summary>Sets what is not set: the environment wins over the file. func sets the two names beside the file's, too.</summary>
    public void ApplyToEnvironment(int port)
    {
        foreach (var (name, value) in Values)
            SetIfMissing(name, value);
        SetIfMissing("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        SetIfMissing("WEBSITE_HOSTNAME", $"localhost:{port}");
    }

    private static void SetIfMissing(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
            Environment.SetEnvironmentVariable(name, value);
    }

    private static int? PortOf(JsonElement host) =>
        host.ValueKind == JsonValueKind.Object && host.TryGetProperty("LocalHttpPort", out var port) ? port.GetInt32() : null;

    private static string[] OriginsOf(JsonElement host) =>
        host.ValueKind == JsonValueKind.Object && host.TryGetProperty("CORS", out var origins)
            ? origins.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
}
