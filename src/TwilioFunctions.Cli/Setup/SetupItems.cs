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
    /// <summary>The item's title.</summary>
    string Title { get; }

    /// <summary>Notes for the reader of the commands, a line each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>The steps of a setup from scratch.</summary>
    IReadOnlyList<SetupStep> Steps { get; }

    /// <summary>Compares the current settings with the expected ones.</summary>
    /// <exception cref="CommandFailedException">Twilio, or the Twilio CLI, refused.</exception>
    Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken);
}

/// <summary>A setting at Twilio, as it should be and as it is.</summary>
/// <param name="Item">The resource with the setting.</param>
/// <param name="Setting">Its name at Twilio.</param>
/// <param name="Expected">The expected value.</param>
/// <param name="Found">The current value; null if nothing is set.</param>
/// <param name="IsMet">Whether that will do.</param>
/// <param name="Mend">The steps that set the expected value.</param>
/// <param name="Advice">A decision that a person has to make.</param>
internal sealed record Finding(
    string Item, string Setting, string Expected, string? Found, bool IsMet, IReadOnlyList<SetupStep> Mend, string? Advice = null)
{
    /// <summary>A setting that has to be the same, letter for letter.</summary>
    public static Finding Of(string item, string setting, string expected, string? found, params IReadOnlyList<SetupStep> mend) =>
        new(item, setting, expected, found, string.Equals(expected, found, StringComparison.Ordinal), mend);
}
