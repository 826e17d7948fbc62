namespace TwilioFunctions.Cli.Setup;

/// <summary>Runs what is needed, and nothing else.</summary>
internal sealed class SetupApplier(Terminal terminal, SetupPlan plan, SetupSession session)
{
    /// <exception cref="CommandFailedException">Something failed, or needs a decision; what is not done yet is done by the next run.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var item in plan.Items())
        {
            try
            {
                var steps = Needed(await item.CompareAsync(session, cancellationToken));
                terminal.WriteVerbatim(steps.Count == 0 ? $"{item.Title}: as it should be." : $"{item.Title}:");
                foreach (var step in steps)
                {
                    await step.RunAsync(session, cancellationToken);
                    done++;
                }
            }
            catch (CommandFailedException failure)
            {
                throw new CommandFailedException(
                    $"{item.Title}: {failure.Message}{Environment.NewLine}" +
                    "Mend that and run the same command again: what is set already is left as it is, and the rest follows.",
                    failure);
            }
        }

        terminal.WriteVerbatim(done == 0 ? "Nothing had to be changed." : "Everything is set. --check compares it again.");
        return 0;
    }

    private static IReadOnlyList<SetupStep> Needed(IReadOnlyList<Finding> findings)
    {
        if (findings.FirstOrDefault(finding => finding is { IsMet: false, Advice: not null }) is { } undecided)
            throw new CommandFailedException(undecided.Advice!);
        return [.. findings.Where(finding => !finding.IsMet).SelectMany(finding => finding.Mend).DistinctBy(step => step.Bash)];
    }
}
