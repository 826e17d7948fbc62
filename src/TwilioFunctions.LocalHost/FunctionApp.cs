using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.LocalHost;

/// <summary>
/// A built function app: its folder, its worker, and its settings, read as <c>func start</c> reads them:
/// https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
/// </summary>
internal sealed record FunctionApp
{
    private const string WorkerConfig = "worker.config.json";
    private const string HostJson = "host.json";
    private const string LocalSettings = "local.settings.json";
    private const int DefaultPort = 7071;
    private const string Runtime = "dotnet-isolated";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private FunctionApp(string folder, string workerAssembly, string executable, int port, IReadOnlyDictionary<string, string> settings, Cors cors)
    {
        Folder = folder;
        WorkerAssembly = workerAssembly;
        WorkerExecutable = executable;
        Port = port;
        Settings = settings;
        Cors = cors;
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(ReadHostJson(folder))
            // Tells the SDK where its options are.
            .AddInMemoryCollection([new("AzureWebJobsConfigurationSection", HostSection)])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(KeyOf(setting.Key), (string?)setting.Value)))
            .Build();
    }

    /// <summary>The section of <see cref="Configuration"/> with host.json and the settings that override it.</summary>
    public const string HostSection = "AzureFunctionsJobHost";

    public string Folder { get; }

    public string WorkerAssembly { get; }

    public string WorkerExecutable { get; }

    /// <summary>The port of the app's HTTP functions; 0 stands for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The environment variables of the app: those of this process, then those of local.settings.json.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public Cors Cors { get; }

    public IConfiguration Configuration { get; }

    public IConfigurationSection Host => Configuration.GetSection(HostSection);

    /// <summary>Whether a setting switches the function off: https://learn.microsoft.com/azure/azure-functions/disable-function</summary>
    public bool IsDisabled(string function) =>
        (Configuration[$"AzureWebJobs.{function}.Disabled"] ?? Configuration[$"AzureWebJobs:{function}:Disabled"]) is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a time span of host.json that only this host knows; null if it isn't set.</summary>
    /// <exception cref="LocalHostException">It is invalid.</exception>
    public TimeSpan? Duration(string name, TimeSpan least, TimeSpan most)
    {
        if (Host[name.Replace('.', ':')] is not { } text)
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new LocalHostException($"{name} of host.json must be a time span from {least} to {most}, not '{text}'.");
    }

    /// <summary>Reads the files beside the app's assembly.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="port">The port to take instead of the one in local.settings.json; 0 takes a free one.</param>
    /// <exception cref="LocalHostException">A file is missing or invalid.</exception>
    public static FunctionApp Read(string folder, int? port)
    {
        var path = Path.GetFullPath(folder);
        if (!File.Exists(Path.Combine(path, WorkerConfig)))
        {
            throw new LocalHostException(
                $"{path} has no {WorkerConfig}, so it isn't the output folder of an isolated function app: build the app, and name the folder that its assembly is in.");
        }

        using var worker = ReadJson(path, WorkerConfig);
        var description = Member(worker.RootElement, "description");
        var assembly = Text(description, "defaultWorkerPath")
            ?? throw new LocalHostException($"{Path.Combine(path, WorkerConfig)} names no worker (description.defaultWorkerPath): build the app again.");

        using var local = File.Exists(Path.Combine(path, LocalSettings)) ? ReadJson(path, LocalSettings) : null;
        var root = local?.RootElement ?? default;
        if (Member(root, "IsEncrypted").ValueKind == JsonValueKind.True)
            throw new LocalHostException($"{Path.Combine(path, LocalSettings)} is encrypted, and only func can read it: run 'func settings decrypt'.");
        var host = Member(root, "Host");
        var chosen = port ?? PortOf(host, path) ?? DefaultPort;
        var settings = SettingsOf(Member(root, "Values"));
        if (settings.TryGetValue("FUNCTIONS_WORKER_RUNTIME", out var runtime) && runtime != Runtime)
        {
            throw new LocalHostException(
                $"FUNCTIONS_WORKER_RUNTIME is '{runtime}', and this host runs apps of the isolated worker model only: set it to {Runtime}.");
        }

        var executable = Text(description, "defaultExecutablePath") ?? "dotnet";
        return new FunctionApp(path, Path.Combine(path, assembly), executable, chosen, settings, Cors.Read(host));
    }

    private static string KeyOf(string variable) => variable.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private static Dictionary<string, string> SettingsOf(JsonElement values)
    {
        var settings = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            settings[(string)variable.Key] = (string)variable.Value!;
        if (values.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in values.EnumerateObject())
            {
                if (value.Name.Length == 0 || value.Name.AsSpan().ContainsAny('=', '\0'))
                    throw new LocalHostException($"'{value.Name}' among the Values of {LocalSettings} isn't a valid name of an environment variable.");
                settings.TryAdd(value.Name, value.Value.ToString());
            }
        }

        settings.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        return settings;
    }

    private static int? PortOf(JsonElement host, string folder)
    {
        var port = Member(host, "LocalHttpPort");
        if (port.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        return port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number) && number is >= 0 and <= 65535
            ? number
            : throw new LocalHostException($"Host.LocalHttpPort of {Path.Combine(folder, LocalSettings)} must be a number from 0 to 65535, not {port.GetRawText()}.");
    }

    private static Dictionary<string, string?> ReadHostJson(string folder)
    {
        if (!File.Exists(Path.Combine(folder, HostJson)))
            throw new LocalHostException($"{folder} has no {HostJson}: copy it to the output folder when the app is built.");
        using var host = ReadJson(folder, HostJson);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Flatten(HostSection, host.RootElement, values);
        return values;
    }

    private static void Flatten(string path, JsonElement element, Dictionary<string, string?> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Flatten(ConfigurationPath.Combine(path, member.Name), member.Value, values);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Flatten(ConfigurationPath.Combine(path, $"{index}"), item, values);
                break;
            default:
                values[path] = element.ToString();
                break;
        }
    }

    private static JsonDocument ReadJson(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        }
        catch (JsonException ex)
        {
            throw new LocalHostException($"{path} isn't valid JSON: {ex.Message}", ex);
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

/// <summary>The web pages that may call the app, from <c>Host.CORS</c> and <c>Host.CORSCredentials</c> of local.settings.json.</summary>
/// <param name="Origins">The allowed origins; <c>*</c> allows all.</param>
/// <param name="AllowCredentials">Whether cookies may be sent along.</param>
internal sealed record Cors(IReadOnlyList<string> Origins, bool AllowCredentials)
{
    public static Cors Read(JsonElement host) => host.ValueKind == JsonValueKind.Object
        ? new Cors(
            host.TryGetProperty("CORS", out var origins) && origins.ValueKind == JsonValueKind.String
                ? origins.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [],
            host.TryGetProperty("CORSCredentials", out var credentials) && credentials.ValueKind == JsonValueKind.True)
        : new Cors([], AllowCredentials: false);
}
