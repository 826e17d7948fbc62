using System.CommandLine;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Doctor;

/// <summary><c>doctor settings</c>: which settings would stop the app, before it is deployed or upgraded.</summary>
internal sealed class DoctorSettingsCommand : Command
{
    private readonly Argument<string?> file = new("file")
    {
        Description = "A local.settings.json, what `az functionapp config appsettings list` prints, or lines of NAME=value; - for the standard input. [default: the environment]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Terminal terminal;

    public DoctorSettingsCommand(Terminal terminal)
        : base("settings", "Says which settings would stop the app at start: misspelled names, values that can't be read, and what is missing. Calls nobody and prints no value.")
    {
        this.terminal = terminal;
        Add(file);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = result.GetValue(file) is { } path ? await SettingsFile.ReadAsync(path, cancellationToken) : SettingsFile.Environment();
        await using var services = new ServiceCollection().AddLogging().AddTwilioFunctionsCore(configuration).BuildServiceProvider();
        var problems = StartupSettings.Problems(services);
        foreach (var problem in problems)
            terminal.WriteVerbatim(LogText.Clean(problem));
        terminal.WriteVerbatim(problems.Count == 0 ? "The app starts with these settings." : "The app doesn't start with these settings.");
        return problems.Count == 0 ? 0 : 1;
    }
}

/// <summary>Reads settings in the forms in which people have them.</summary>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IConfiguration Environment() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <exception cref="CommandFailedException">The file can't be read, or holds no settings in a form that is known.</exception>
    public static async Task<IConfiguration> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString((await Files.ReadAsync(path, cancellationToken)).Span).TrimStart('\uFEFF');
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Parse(path, text))
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    private static IEnumerable<(string Name, string? Value)> Parse(string path, string text)
    {
        if (text.AsSpan().TrimStart() is not (['{', ..] or ['[', ..]))
            return Lines(text);
        try
        {
            using var json = JsonDocument.Parse(text, Lenient);
            return [.. Json(json.RootElement)];
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CommandFailedException($"{path} must be a local.settings.json, or what `az functionapp config appsettings list` prints: {ex.Message}", ex);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Json(JsonElement root) => root switch
    {
        { ValueKind: JsonValueKind.Array } => root.EnumerateArray().Select(setting => (setting.GetProperty("name").GetString()!, setting.GetProperty("value").GetString())),
        _ when root.TryGetProperty("Values", out var values) => Members(values, prefix: ""),
        _ => Members(root, prefix: ""),
    };

    private static IEnumerable<(string Name, string? Value)> Members(JsonElement element, string prefix) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value, $"{prefix}:{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => Members(item.Item, $"{prefix}:{item.Index}")),
        JsonValueKind.Null => [(prefix[1..], null)],
        _ => [(prefix[1..], element.ToString())],
    };

    /// <summary>As <c>printenv</c> prints them, and as <c>.env</c> files have them.</summary>
    private static IEnumerable<(string Name, string? Value)> Lines(string text) =>
        from line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        where line[0] != '#'
        let setting = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..] : line
        let end = setting.IndexOf('=', StringComparison.Ordinal)
        where end > 0
        select (setting[..end], (string?)setting[(end + 1)..].Trim('"', '\''));
}
