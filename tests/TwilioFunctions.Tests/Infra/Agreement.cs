using TwilioFunctions.Tests.Infra.Checks;

namespace TwilioFunctions.Tests.Infra;

/// <summary>Everything in which template and code have to agree.</summary>
internal static class Agreement
{
    public static IReadOnlyDictionary<string, Func<Template, AppCode, IEnumerable<Disagreement>>> Checks { get; } =
        new Dictionary<string, Func<Template, AppCode, IEnumerable<Disagreement>>>
        {
            ["settings"] = SettingsCheck.Of,
            ["queues and tables"] = StorageCheck.Of,
            ["functions"] = FunctionsCheck.Of,
            ["routes and outputs"] = OutputsCheck.Of,
            ["roles"] = RolesCheck.Of,
            ["secrets"] = SecretsCheck.Of,
            ["queries"] = QueriesCheck.Of,
            ["what the template never does"] = HygieneCheck.Of,
        };

    /// <summary>What one check reports. A template that doesn't compile without a warning is checked no further.</summary>
    public static IEnumerable<Disagreement> Of(string about, Template template, AppCode code) =>
        template.Compiled.Problems.Count > 0 ? template.Compiled.Problems : Checks[about](template, code);

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) => Checks.Keys.SelectMany(about => Of(about, template, code));
}
