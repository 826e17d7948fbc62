namespace TwilioFunctions.Cli.Setup;

/// <summary>Voice Insights, which makes the call summaries.</summary>
internal sealed class InsightsItem(TwilioCommands twilio) : ISetupItem
{
    public string Title => "Voice Insights";

    public IReadOnlyList<string> Notes => ["Advanced Features: without them there are no call summaries. Twilio charges for them."];

    public IReadOnlyList<SetupStep> Steps { get; } = [new CommandStep(twilio.UpdateInsights())];

    public async Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken)
    {
        var settings = await session.FetchAsync(twilio.Insights(), SetupJson.Default.IReadOnlyListInsightsAnswer, cancellationToken);
        return [Finding.Of(Title, "advanced features", "on", settings.AdvancedFeatures is true ? "on" : "off", Steps)];
    }
}
