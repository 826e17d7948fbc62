namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>The queues, poison queues and tables of the code are those that the template makes.</summary>
internal static class StorageCheck
{
    private const string Queues = "Microsoft.Storage/storageAccounts/queueServices/queues";
    private const string Tables = "Microsoft.Storage/storageAccounts/tableServices/tables";

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) =>
        [.. Between(template, Queues, code.Queues, "QueueNames.All"), .. Between(template, Tables, code.Tables, "TableNames.All")];

    private static IEnumerable<Disagreement> Between(Template template, string type, IReadOnlyList<string> known, string list)
    {
        var names = template.Compiled.Everything.Of(type).Select(resource => resource.Name).ToList();
        var always = template.Compiled.Default.Of(type).Select(resource => resource.Name).ToList();
        var file = template.FileOf(type);
        var kind = type.Split('/')[^1];
        return
        [
            .. known.Except(names).Select(name =>
                new Disagreement(file, name, $"is one of {list} and not of the {kind} that the template makes: add it, or rename it as the code did.")),
            .. names.Except(known).Select(name =>
                new Disagreement(file, name, $"is made among the {kind} and is none of {list}: rename it as the code did, or remove it.")),
            .. names.Except(always).Select(name =>
                new Disagreement(file, name, $"is made under a condition only, and the code always uses its {kind}: make it always.")),
        ];
    }
}
