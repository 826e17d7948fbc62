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
