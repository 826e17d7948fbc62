using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>Each setting that the template makes is read, and each that the code reads is made or left out on purpose.</summary>
internal static class SettingsCheck
{
    /// <summary>What the Functions host reads, and no options class: https://learn.microsoft.com/azure/azure-functions/functions-app-settings.</summary>
    public static readonly string[] OfTheHost =
        ["AzureWebJobsStorage__credential", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"];

    /// <summary>What the template leaves to the code's default, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["AzureWebJobsStorage__ConnectionString"] = "it holds a key; the account's name and an identity take its place",
        ["AzureWebJobsStorage__QueueServiceUri"] = "the account's name says it",
        ["AzureWebJobsStorage__TableServiceUri"] = "the account's name says it",
        ["Twilio__VerifySignatures"] = "in Azure the app starts with true only",
        ["Channels__Fcm__Endpoint"] = "another one is for tests",
        ["Channels__Apns__ProductionEndpoint"] = "another one is for tests",
        ["Channels__Apns__SandboxEndpoint"] = "another one is for tests",
        ["Channels__WebPubSub__AccessKey"] = "it is a key; an identity takes its place",
        ["Channels__Webhook__AllowedOrigins__{}"] = "it is for local development",
    };

    /// <summary>Sections of rules, which operators write through the parameter additionalSettings. One setting of each shows that they can.</summary>
    private static readonly string[] OfTheOperator = ["Voice__", "Proxy__"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code)
    {
        var made = TemplateSetting.Of(template).ToList();
        var file = TemplateSetting.FileOf(template);
        foreach (var name in made.Select(setting => setting.Name).Distinct().Where(name => !Contains(code.Settings, name) && !OfTheHost.Contains(name)))
        {
            yield return new Disagreement(
                file, name, "is set, but neither an options class nor the host reads it: rename it as the code did, or remove it.");
        }

        foreach (var setting in code.Settings.Where(setting => !made.Any(other => IsSame(other.Name, setting))))
        {
            if (LeftOut.ContainsKey(setting) || OfTheOperator.Any(section => IsWithin(setting, section) && made.Any(other => IsWithin(other.Name, section))))
                continue;
            yield return new Disagreement(file, setting, $"is read by the code and not set with {Template.EverythingOn}: set it, or list it in {nameof(SettingsCheck)} with the reason.");
        }

        foreach (var name in LeftOut.Keys.Where(name => !Contains(code.Settings, name) || made.Any(setting => IsSame(setting.Name, name))))
        {
            yield return new Disagreement(
                $"{nameof(SettingsCheck)}.cs", name, "is listed as left out, but the code no longer reads it, or the template sets it: take it off the list.");
        }

        foreach (var name in made.Select(setting => setting.Name).Distinct().Where(name => IsWrittenTwice(template, name)))
            yield return new Disagreement(file, name, "is set more than once: the last one wins.");
    }

    /// <summary>What the compiler predicts has each name once, whatever its case. What it compiles still says both.</summary>
    private static bool IsWrittenTwice(Template template, string name)
    {
        var pattern = Regex.Escape(name).Replace(@"\{}", @"\{\d+\}", StringComparison.Ordinal);
        return template.Compiled.Templates.Skip(1).Any(module => Regex.Count(module.GetRawText(), $"['\"]{pattern}['\"]", RegexOptions.IgnoreCase) > 1);
    }

    // As the configuration compares them.
    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsWithin(string name, string section) => name.StartsWith(section, StringComparison.Ordinal);

    private static bool Contains(IEnumerable<string> names, string name) => names.Any(other => IsSame(other, name));
}
