using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>The URLs among the outputs are the routes that Twilio calls; the names of outputs are those that hooks, pipelines and docs read.</summary>
internal static partial class OutputsCheck
{
    private static readonly string[] Readers = ["infra/hooks", "azure.yaml", "azure-pipelines.yml", ".azure-pipelines", ".github", "docs", "README.md"];

    /// <summary>Endings of outputs' names. Other names in capitals are variables of somebody else's.</summary>
    private static readonly string[] Endings = ["_URL", "_NAME"];

    private static readonly string[] NotOurs = ["AZURE_", "OTEL_", "WEBSITE_"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code)
    {
        var outputs = template.Compiled.Everything.Outputs.ToList();
        return [.. Routes(template, code, outputs), .. Names(template, [.. outputs.Select(output => output.Name)])];
    }

    private static IEnumerable<Disagreement> Routes(Template template, AppCode code, IReadOnlyList<(string Name, string Value)> outputs)
    {
        using var host = JsonDocument.Parse(template.Texts[Template.HostFile]);
        var prefix = $"/{host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()}/";
        var urls = outputs
            .Where(output => Uri.IsWellFormedUriString(output.Value, UriKind.Absolute))
            .Select(output => (output.Name, Path: new Uri(output.Value).AbsolutePath))
            .Where(output => output.Path != "/")
            .ToList();
        foreach (var (name, path) in urls)
        {
            if (!code.WebhookRoutes.Any(route => path == prefix + route))
                yield return new Disagreement(Template.Main, name, $"ends with {path}, which is no webhook's route under {prefix} (host.json): change it as the code did.");
        }

        foreach (var route in code.WebhookRoutes.Where(route => !urls.Any(output => output.Path == prefix + route)))
            yield return new Disagreement(Template.Main, route, "is a webhook's route that no output gives: add an output, so that it can be given to Twilio.");
    }

    private static IEnumerable<Disagreement> Names(Template template, IReadOnlyList<string> outputs)
    {
        var read = (from text in template.Under(Readers)
                    from Match word in InCapitals.Matches(text.Value)
                    select (text.Key, Name: word.Value)).Distinct().ToList();
        foreach (var (file, name) in read.Where(word => Endings.Any(ending => word.Name.EndsWith(ending, StringComparison.Ordinal))))
        {
            if (!NotOurs.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)) && !outputs.Contains(name))
                yield return new Disagreement(file, name, $"is no output of {Template.Main}: rename it as the template did.");
        }

        foreach (var output in outputs.Where(output => !read.Any(word => word.Name == output)))
            yield return new Disagreement(Template.Main, output, "is an output that no hook, pipeline or page of the docs names: use it there, or remove it.");
    }

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b")]
    private static partial Regex InCapitals { get; }
}
