using System.Text.RegularExpressions;

namespace TwilioFunctions.Cli.Setup;

/// <summary>Something to do at Twilio.</summary>
internal abstract record SetupStep
{
    /// <summary>As a shell does it.</summary>
    public abstract string Bash { get; }

    /// <exception cref="CommandFailedException">A command failed.</exception>
    public abstract Task RunAsync(SetupSession session, CancellationToken cancellationToken);
}

/// <summary>A command, and the value that later commands take from its output.</summary>
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

/// <summary>Takes a value from the output of a command.</summary>
/// <param name="Variable">Its name in later commands.</param>
/// <param name="Filter">Finds it in a shell.</param>
/// <param name="Find">Finds it in the tool.</param>
internal sealed partial record Capture(string Variable, string Filter, Func<string, string?> Find)
{
    /// <summary>The last line: of <c>-o tsv --properties sid</c> the SID, below its heading.</summary>
    public static Capture LastLine(string variable) => new(
        variable, "tail -n 1", output => output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault());

    /// <summary>The id of a Voice Client Configuration.</summary>
    public static Capture ConfigurationId(string variable) => new(
        variable,
        "grep -o 'voice_clientconfiguration_[A-Za-z0-9]*' | head -n 1",
        output => Configuration.Match(output) is { Success: true } id ? id.Value : null);

    [GeneratedRegex("voice_clientconfiguration_[A-Za-z0-9]*")]
    private static partial Regex Configuration { get; }
}
