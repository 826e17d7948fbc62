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

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) => Checks.Values.SelectMany(check => check(template, code));
}
