namespace TwilioFunctions.Cli.Setup;

/// <summary>Something to do at Twilio.</summary>
internal abstract record SetupStep
{
    /// <summary>As a shell does it.</summary>
    public abstract string Bash { get; }

    /// <exception cref="CommandFailedException">A command failed.</exception>
    public abstract Task RunAsync(SetupSession session, CancellationToken cancellationToken);
}
