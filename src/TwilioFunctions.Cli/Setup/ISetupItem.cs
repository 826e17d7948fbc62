namespace TwilioFunctions.Cli.Setup;

/// <summary>Something at Twilio that has to know the app.</summary>
internal interface ISetupItem
{
    /// <summary>What it is.</summary>
    string Title { get; }

    /// <summary>What the reader of the commands should know, a line each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>What has to be done where nothing has been done yet.</summary>
    IReadOnlyList<SetupStep> Steps { get; }

    /// <summary>Compares what is set with what should be.</summary>
    /// <exception cref="CommandFailedException">Twilio, or a program that asks it, refused.</exception>
    Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken);
}
