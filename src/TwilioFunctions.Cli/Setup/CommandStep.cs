namespace TwilioFunctions.Cli.Setup;

/// <summary>One command, and the value that later ones take from its answer.</summary>
internal sealed record CommandStep(ShellCommand Command, Capture? Capture = null) : SetupStep
{
    public override string Bash => Capture is null ? $"{Command}" : $"{Capture.Variable}=$({Command} | {Capture.Filter})";

    public override async Task RunAsync(SetupSession session, CancellationToken cancellationToken)
    {
        var output = await session.RunAsync(Command, cancellationToken);
        if (Capture is null)
            return;
        session.Values[Capture.Variable] = Capture.Find(output)
            ?? throw new CommandFailedException($"Its answer holds no {Capture.Variable}: {output.Trim()}");
    }
}
