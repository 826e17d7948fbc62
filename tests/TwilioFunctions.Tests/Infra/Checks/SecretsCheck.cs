using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>The secrets of the Key Vault that settings refer to are those that hooks and docs say how to set.</summary>
internal static partial class SecretsCheck
{
    private const string Manual = "docs/deploy.md";

    private static readonly string[] Speakers = ["infra", "docs", "README.md", "azure-pipelines.yml", ".azure-pipelines", ".github"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code)
    {
        var settings = TemplateSetting.Of(template).ToList();
        var secrets = settings.Select(setting => setting.Secret).OfType<string>().Select(Pattern).Distinct().ToList();
        var beginnings = secrets.Select(secret => secret.Split('-')[0] + "-" + secret.Split('-')[1] + "-").Distinct().ToList();
        foreach (var setting in settings.Where(setting => setting.Secret is { } secret && (secret.Contains('/') || secret.StartsWith(ArmText.Unknown, StringComparison.Ordinal))))
        {
            yield return new Disagreement(
                TemplateSetting.FileOf(template), setting.Name, $"refers to '{setting.Secret}': give the secret a name here, and no version, so that a renewed one is taken up.");
        }

        var spoken = from text in template.Under(Speakers)
                     from Match word in SecretName.Matches(text.Value)
                     where beginnings.Any(beginning => word.Value.StartsWith(beginning, StringComparison.Ordinal))
                     select (text.Key, Name: word.Value);
        foreach (var (file, name) in spoken.Distinct().Where(word => !secrets.Contains(Pattern(word.Name))))
            yield return new Disagreement(file, name, "is a secret that no setting refers to: rename it as the template did.");

        if (!template.Texts.TryGetValue(Manual, out var manual))
        {
            yield return new Disagreement(Manual, "The page", "is not there: it says which secrets belong into the Key Vault.");
            yield break;
        }

        var told = SecretName.Matches(manual).Select(word => Pattern(word.Value)).ToHashSet();
        foreach (var secret in secrets.Where(secret => !told.Contains(secret)))
            yield return new Disagreement(Manual, secret, "is a secret that the settings refer to, and the page does not name it: say how it is set.");
    }

    /// <summary>A place in a list is written as a number, as <c>{n}</c>, as <c>${n}</c>, or as n or m.</summary>
    private static string Pattern(string name) => Place.Replace(name, ArmText.Unknown);

    [GeneratedRegex(@"\b[a-z]+(-([a-z]+|\d+|\$?\{[a-z]*\}))+(?![\w/])")]
    private static partial Regex SecretName { get; }

    [GeneratedRegex(@"(?<=-)(\d+|\$?\{[a-z]*\}|[nm])(?=-|$)")]
    private static partial Regex Place { get; }
}
