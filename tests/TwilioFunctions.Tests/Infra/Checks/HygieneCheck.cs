using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>
/// What the template never does: ask for a key, take or give a secret, leave something undescribed or
/// unused, or have a rule of the linter off without saying why.
/// </summary>
internal static partial class HygieneCheck
{
    private const string Linter = "infra/bicepconfig.json";

    private static readonly string[] MarksOfKeys = ["AccountKey", "SharedAccess", "AccessKey", "ConnectionString", "CONNECTION_STRING", "Password"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) =>
        [.. Secrets(template), .. Descriptions(template), .. Keys(template), .. Unused(template), .. Rules(template), .. Telemetry(template)];

    private static IEnumerable<Disagreement> Secrets(Template template)
    {
        foreach (var call in ArmResource.TextsOf(template.Compiled.Arm).Where(text => text.StartsWith('[')).SelectMany(text => CallOfList.Matches(text)))
            yield return new Disagreement(Template.Main, $"{call.Groups[1].Value}()", "reads keys or other secrets: use the identity and a role in its place.");
        foreach (var declaration in Declared(template, "parameters").Concat(Declared(template, "outputs")))
        {
            if (declaration.Value.TryGetProperty("type", out var type) && type.GetString()!.StartsWith("secure", StringComparison.OrdinalIgnoreCase))
                yield return new Disagreement(Template.Main, declaration.Name, "is a secret that the template would see: put it into the Key Vault and refer to it.");
        }
    }

    /// <summary>Everything else that can be described has a rule of the linter.</summary>
    private static IEnumerable<Disagreement> Descriptions(Template template) =>
        from compiled in template.Compiled.Templates
        where compiled.TryGetProperty("functions", out _)
        from space in compiled.GetProperty("functions").EnumerateArray()
        from function in space.GetProperty("members").EnumerateObject()
        where !function.Value.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("description", out _)
        select new Disagreement(Template.Main, function.Name, "has no @description: write one.");

    /// <summary>A connection string of Application Insights is an address, as long as the resource takes tokens alone.</summary>
    private static IEnumerable<Disagreement> Keys(Template template)
    {
        var takesTokensAlone = template.Compiled.Everything.Of("Microsoft.Insights/components").All(resource => resource.TextAt("properties.DisableLocalAuth") == "true");
        foreach (var setting in TemplateSetting.Of(template).Where(setting => setting.Secret is null && HoldsKey(setting)))
        {
            if (setting.Name != "APPLICATIONINSIGHTS_CONNECTION_STRING" || !takesTokensAlone)
                yield return new Disagreement(TemplateSetting.FileOf(template), setting.Name, "holds a key or a connection string: use the identity, or refer to the Key Vault.");
        }

        foreach (var output in template.Compiled.Arm.GetProperty("outputs").EnumerateObject())
        {
            if (MarksOfKeys.Any(mark => output.Value.GetProperty("value").GetString()!.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                yield return new Disagreement(Template.Main, output.Name, "gives away a key or a connection string: outputs can be read by whoever reads deployments.");
        }
    }

    private static bool HoldsKey(TemplateSetting setting) => MarksOfKeys.Any(mark =>
        setting.Name.Contains(mark, StringComparison.Ordinal) || setting.Value.Contains(mark + "=", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Disagreement> Unused(Template template) => template.Texts.Keys
        .Where(path => path.StartsWith("infra/", StringComparison.Ordinal) && !path.StartsWith("infra/hooks/", StringComparison.Ordinal))
        .Where(path => !path.EndsWith(".bicepparam", StringComparison.Ordinal) && !template.Compiled.Files.Contains(path))
        .Select(path => new Disagreement(path, "The file", "is not part of main.bicep: use it or remove it."));

    private static IEnumerable<JsonProperty> Declared(Template template, string kind) =>
        template.Compiled.Templates.SelectMany(compiled => compiled.TryGetProperty(kind, out var declared) ? declared.EnumerateObject() : default);

    /// <summary>A rule that is not an error has a comment on the line above it.</summary>
    private static IEnumerable<Disagreement> Rules(Template template)
    {
        var lines = template.Texts[Linter].Split('\n');
        using var config = JsonDocument.Parse(template.Texts[Linter], new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        foreach (var rule in config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject())
        {
            var line = Array.FindIndex(lines, text => text.Contains($"\"{rule.Name}\"", StringComparison.Ordinal));
            if (rule.Value.GetProperty("level").GetString() != "error" && !lines[line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal))
                yield return new Disagreement(Linter, rule.Name, "is a rule that is no error, and no comment above it says why.");
        }
    }

    private static IEnumerable<Disagreement> Telemetry(Template template)
    {
        using var host = JsonDocument.Parse(template.Texts[Template.HostFile]);
        if (!host.RootElement.TryGetProperty("telemetryMode", out var mode) || mode.GetString() != "OpenTelemetry")
            yield return new Disagreement(Template.HostFile, "telemetryMode", "is not OpenTelemetry: the host would not send what the alerts ask for.");
    }

    [GeneratedRegex(@"\b(list\w*)\(")]
    private static partial Regex CallOfList { get; }
}
