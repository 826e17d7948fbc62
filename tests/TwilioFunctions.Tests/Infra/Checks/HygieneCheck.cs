using System.Text.Json;
using TwilioFunctions.Tests.Infra.Bicep;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>
/// What the template never does: load a module from a registry, ask for a key, take or give a secret, leave something undescribed or
/// unused, or have a rule of the linter off without saying why.
/// </summary>
internal static class HygieneCheck
{
    private const string Linter = "infra/bicepconfig.json";

    private static readonly string[] Described = ["param", "output", "var", "type", "func"];
    private static readonly string[] MarksOfKeys = ["AccountKey", "SharedAccess", "AccessKey", "ConnectionString", "CONNECTION_STRING", "Password"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) =>
        [.. template.Bicep.SelectMany(file => OfFile(template, file)), .. Keys(template), .. Unused(template), .. Rules(template), .. Telemetry(template)];

    private static IEnumerable<Disagreement> OfFile(Template template, BicepFile file)
    {
        foreach (var declaration in file.Declarations.Where(declaration => declaration.Keyword is "module" or "import" or "using"))
        {
            if (declaration.Reference!.Contains(':'))
                yield return new Disagreement(file.Path, declaration.Reference, "is a module of a registry: a build without network cannot load it.");
            else if (!template.Texts.ContainsKey(Template.PathFrom(file.Path, declaration.Reference)))
                yield return new Disagreement(file.Path, declaration.Reference, "is not there.");
        }

        foreach (var call in file.Expressions.OfType<BicepCall>().Where(call => call.Function.StartsWith("list", StringComparison.Ordinal)))
            yield return new Disagreement(file.Path, $"{call.Function}()", "reads keys or other secrets: use the identity and a role in its place.");
        foreach (var declaration in file.Declarations.Where(declaration => declaration.Has("secure")))
            yield return new Disagreement(file.Path, declaration.Name, "is a secret that the template would see: put it into the Key Vault and refer to it.");
        if (file.Path == Template.Parameters)
            yield break;
        foreach (var declaration in file.Declarations.Where(declaration => Described.Contains(declaration.Keyword) && !declaration.Has("description")))
            yield return new Disagreement(file.Path, declaration.Name, "has no @description: write one.");
    }

    /// <summary>A connection string of Application Insights is an address, as long as the resource takes tokens alone.</summary>
    private static IEnumerable<Disagreement> Keys(Template template)
    {
        var takesTokensAlone = template.Resources
            .Where(resource => resource.Type == "Microsoft.Insights/components")
            .All(resource => resource.TextAt("properties.DisableLocalAuth") == "true");
        foreach (var setting in TemplateSetting.Of(template).Where(setting => setting.Secret is null && HoldsKey(setting)))
        {
            if (setting.Name != "APPLICATIONINSIGHTS_CONNECTION_STRING" || !takesTokensAlone)
                yield return new Disagreement(setting.File, setting.Name, "holds a key or a connection string: use the identity, or refer to the Key Vault.");
        }

        foreach (var output in template.File(Template.Main).Of("output"))
        {
            if (output.Value!.All.OfType<BicepMember>().Any(member => MarksOfKeys.Any(mark => member.Name.Contains(mark, StringComparison.OrdinalIgnoreCase))))
                yield return new Disagreement(Template.Main, output.Name, "gives away a key or a connection string: outputs can be read by whoever reads deployments.");
        }
    }

    private static bool HoldsKey(TemplateSetting setting) => MarksOfKeys.Any(mark =>
        setting.Name.Contains(mark, StringComparison.Ordinal) || setting.Value.Contains(mark + "=", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Disagreement> Unused(Template template)
    {
        var reached = new HashSet<string>();
        Reach(Template.Main);
        Reach(Template.Parameters);
        return template.Texts.Keys
            .Where(path => path.StartsWith("infra/", StringComparison.Ordinal) && !path.StartsWith("infra/hooks/", StringComparison.Ordinal))
            .Where(path => path != Linter && !reached.Contains(path))
            .Select(path => new Disagreement(path, "The file", "is reached neither from main.bicep nor from main.bicepparam: use it or remove it."));

        void Reach(string path)
        {
            if (!template.Texts.ContainsKey(path) || !reached.Add(path) || !path.Contains(".bicep", StringComparison.Ordinal))
                return;
            var file = template.File(path);
            var loaded = file.Expressions.OfType<BicepCall>()
                .Where(call => call.Function.StartsWith("load", StringComparison.Ordinal))
                .Select(call => (call.Arguments[0] as BicepString)?.Text);
            var declared = file.Declarations.Where(declaration => declaration.Keyword is "module" or "import" or "using").Select(declaration => declaration.Reference);
            foreach (var relative in declared.Concat(loaded).OfType<string>())
                Reach(Template.PathFrom(path, relative));
        }
    }

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
}
