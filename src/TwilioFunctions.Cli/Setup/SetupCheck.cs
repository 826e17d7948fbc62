using Spectre.Console;

namespace TwilioFunctions.Cli.Setup;

/// <summary>A table of what is set and what should be, and the commands that mend the difference.</summary>
internal sealed class SetupCheck(Terminal terminal, SetupPlan plan, SetupSession session)
{
    /// <summary>1 when something differs.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var item in plan.Items())
            findings.AddRange(await CompareAsync(item, cancellationToken));

        Table(findings);
        var different = findings.Where(finding => !finding.IsMet).ToArray();
        if (different.Length == 0)
        {
            terminal.WriteVerbatim("Everything is as it should be.");
            return 0;
        }

        terminal.WriteVerbatim("To mend it, the same command with --apply, or:");
        foreach (var advice in different.Select(finding => finding.Advice).OfType<string>())
            terminal.WriteVerbatim($"# {advice.ReplaceLineEndings(" ")}");
        foreach (var step in different.SelectMany(finding => finding.Mend).DistinctBy(step => step.Bash))
            terminal.WriteVerbatim(step.Bash);
        return 1;
    }

    /// <summary>What cannot be read is a finding too, so that the others are seen.</summary>
    private async Task<IReadOnlyList<Finding>> CompareAsync(ISetupItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await item.CompareAsync(session, cancellationToken);
        }
        catch (CommandFailedException failure)
        {
            return [new Finding(item.Title, "all of it", "readable", "cannot be read", IsMet: false, [], $"{item.Title}: {failure.Message}")];
        }
    }

    private void Table(IEnumerable<Finding> findings)
    {
        var table = new Table();
        string[] columns = ["", "Item", "Setting", "Expected", "Found"];
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var finding in findings)
        {
            table.AddRow(
                new Text(finding.IsMet ? "ok" : "differs", new Style(finding.IsMet ? Color.Green : Color.Red)),
                new Text(finding.Item),
                new Text(finding.Setting),
                new Text(finding.Expected),
                new Text(TerminalText.Line(finding.Found ?? "nothing")));
        }

        terminal.Out.Write(table);
    }
}
