using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra;

/// <summary>An app setting that the template makes.</summary>
/// <param name="Key">As an environment variable.</param>
/// <param name="Value">With <c>{}</c> for what only Azure knows.</param>
internal sealed partial record TemplateSetting(string Key, string Value)
{
    private const string Resource = "Microsoft.Web/sites/config";
    private const string ReferenceBegin = "@Microsoft.KeyVault(SecretUri=";

    /// <summary>The key, with <c>{}</c> for a place in a list.</summary>
    public string Name => Place.Replace(Key, ArmText.Unknown);

    /// <summary>The secret that it refers to; null for a setting that says its value.</summary>
    public string? Secret => Value.StartsWith(ReferenceBegin, StringComparison.Ordinal)
        ? Value[(Value.IndexOf("secrets/", StringComparison.Ordinal) + "secrets/".Length)..^1]
        : null;

    /// <summary>Those of the deployment with everything on, and those that only the default deployment has.</summary>
    public static IReadOnlyList<TemplateSetting> Of(Template template)
    {
        var everything = Of(template.Compiled.Everything).ToList();
        return [.. everything, .. Of(template.Compiled.Default).Where(setting => everything.All(other => other.Name != setting.Name))];
    }

    public static IEnumerable<TemplateSetting> Of(Deployment deployment) =>
        from resource in deployment.Of(Resource)
        where resource.Name == "appsettings"
        from setting in resource.At("properties")!.Value.EnumerateObject()
        select new TemplateSetting(setting.Name, ArmText.Of(setting.Value.GetString()!));

    /// <summary>The file that makes them.</summary>
    public static string FileOf(Template template) => template.FileOf(Resource);

    [GeneratedRegex(@"(?<=__)\d+(?=__|$)")]
    private static partial Regex Place { get; }
}
