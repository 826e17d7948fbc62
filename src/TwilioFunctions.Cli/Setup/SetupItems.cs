namespace TwilioFunctions.Cli.Setup;

/// <summary>The names of what can be left alone.</summary>
internal static class SetupItems
{
    public const string Insights = "insights";

    public const string Events = "events";

    public const string CallNotifications = "call-notifications";

    public static IReadOnlyList<string> All { get; } = [Insights, Events, CallNotifications];

    /// <summary>Null for what is wired only because somebody named it.</summary>
    public static string? NameOf(ISetupItem item) => item switch
    {
        InsightsItem => Insights,
        EventStreamsItem => Events,
        CallNotificationsItem => CallNotifications,
        _ => null,
    };
}

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

/// <summary>A setting at Twilio, as it should be and as it is.</summary>
/// <param name="Item">What has the setting.</param>
/// <param name="Setting">Its name at Twilio.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Found">What it is; null when there is nothing.</param>
/// <param name="IsMet">Whether that will do.</param>
/// <param name="Mend">What makes it so.</param>
/// <param name="Advice">What a person has to decide, where no command may.</param>
internal sealed record Finding(
    string Item, string Setting, string Expected, string? Found, bool IsMet, IReadOnlyList<SetupStep> Mend, string? Advice = null)
{
    /// <summary>A setting that has to be the same, letter for letter.</summary>
    public static Finding Of(string item, string setting, string expected, string? found, params IReadOnlyList<SetupStep> mend) =>
        new(item, setting, expected, found, string.Equals(expected, found, StringComparison.Ordinal), mend);
}
