namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>The functions that always-ready instances wait for exist: <c>function:Name</c>, where HTTP functions are the group <c>http</c>.</summary>
internal static class FunctionsCheck
{
    private const string Group = "function:";

    public static IEnumerable<Disagreement> Of(Template template, AppCode code)
    {
        var named = from resource in template.Compiled.Everything.Resources
                    from text in resource.Texts
                    where text.StartsWith(Group, StringComparison.Ordinal)
                    select (File: template.FileOf(resource.Type), Name: text[Group.Length..]);
        foreach (var (file, name) in named)
        {
            if (code.HttpFunctions.Contains(name))
                yield return new Disagreement(file, Group + name, "is an HTTP function, and those scale as one group: 'http'.");
            else if (!code.OtherFunctions.Contains(name))
                yield return new Disagreement(file, Group + name, "is no function of the app: rename it as the code did.");
        }
    }
}
