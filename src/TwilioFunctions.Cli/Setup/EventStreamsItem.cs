using System.Globalization;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The sink that brings events to the app, and its subscription to call summaries.</summary>
internal sealed class EventStreamsItem(SetupPlan plan, TwilioCommands twilio) : ISetupItem
{
    /// <summary>
    /// The version of <c>VoiceInsights.CallSummary</c> that is subscribed to unless asked otherwise: the one of Twilio's own
    /// quickstart, and of the payloads that the app is tested with. Without a number Twilio takes the newest, and changes the events
    /// of the next subscription. Source: https://www.twilio.com/docs/events/webhook-quickstart
    /// </summary>
    public const int SchemaVersion = 1;

    private const string Variable = "SINK_SID";

    private readonly string destination = plan.UrlOf(Endpoints.TwilioEvents);

    public string Title => "Event Streams";

    public IReadOnlyList<string> Notes =>
    [
        "A sink's URL cannot be changed: another address is another sink. It takes no connection overrides; Twilio retries for four hours.",
        $"The test needs a key of the app in {App.AppOptions.KeyVariable}; the app's log has the test_id as well.",
        "`twilio api:events:v1:schemas:versions:list --id VoiceInsights.CallSummary` lists the schema versions there are.",
    ];

    public IReadOnlyList<SetupStep> Steps =>
        plan.SinkSid is { } sid ? [.. TestedSink(sid), Subscribed(sid)] : [.. NewSink(), Subscribed(ShellVariable.Of(Variable))];

    public async Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken)
    {
        if (await SinkAsync(session, cancellationToken) is not { Sid: { } sid } sink)
        {
            return
            [
                Finding.Of(Title, "sink", $"active, {destination}", null, [.. NewSink()]),
                .. TwilioCommands.CallSummaryTypes.Select(type => Missing(type, Subscribed(ShellVariable.Of(Variable)))),
            ];
        }

        if (sink.SinkConfiguration?.Destination != destination)
        {
            return
            [
                Finding.Of(Title, $"sink {sid}", destination, sink.SinkConfiguration?.Destination) with
                {
                    Advice = $"{sid} sends to {sink.SinkConfiguration?.Destination}, and a sink's URL cannot be changed: leave --sink-sid out.",
                },
            ];
        }

        return
        [
            Finding.Of(Title, $"sink {sid}", "active", sink.Status, [.. TestedSink(sid)]),
            .. await SubscriptionAsync(session, sid, cancellationToken),
        ];
    }

    /// <summary>The one that is named, else one that sends to the app; one that has failed stays so.</summary>
    private async Task<SinkAnswer?> SinkAsync(SetupSession session, CancellationToken cancellationToken)
    {
        if (plan.SinkSid is { } named)
            return await session.FetchAsync(twilio.Sink(named), SetupJson.Default.IReadOnlyListSinkAnswer, cancellationToken);

        var sinks = await session.ListAsync(twilio.Sinks(), SetupJson.Default.IReadOnlyListSinkAnswer, cancellationToken);
        return sinks
            .Where(sink => sink.SinkConfiguration?.Destination == destination && sink.Status != "failed")
            .Where(sink => sink.SinkConfiguration?.Method is null || sink.SinkConfiguration.Method.Equals("POST", StringComparison.OrdinalIgnoreCase))
            .OrderBy(sink => sink.Status == "active" ? 0 : 1)
            .FirstOrDefault();
    }

    private async Task<IReadOnlyList<Finding>> SubscriptionAsync(SetupSession session, string sinkSid, CancellationToken cancellationToken)
    {
        var subscribed = new List<(string Subscription, SubscribedEventAnswer Event)>();
        string? subscription = null;
        foreach (var sid in (await session.ListAsync(twilio.Subscriptions(sinkSid), SetupJson.Default.IReadOnlyListSubscriptionAnswer, cancellationToken))
            .Select(answer => answer.Sid).OfType<string>())
        {
            subscription ??= sid;
            var events = await session.ListAsync(twilio.SubscribedEvents(sid), SetupJson.Default.IReadOnlyListSubscribedEventAnswer, cancellationToken);
            subscribed.AddRange(events.Select(@event => (sid, @event)));
        }

        var whole = Subscribed(sinkSid);
        return [.. TwilioCommands.CallSummaryTypes.Select(type =>
        {
            if (subscription is null)
                return Missing(type, whole);
            var (owner, found) = subscribed.Find(candidate => candidate.Event.Type == type);
            return found is null
                ? Missing(type, new CommandStep(twilio.AddSubscribedEvent(subscription, type, plan.SchemaVersion)))
                : Finding.Of(Title, type, Version(plan.SchemaVersion), Version(found.SchemaVersion), new CommandStep(twilio.UpdateSubscribedEvent(owner, type, plan.SchemaVersion)));
        })];
    }

    private Finding Missing(string type, SetupStep mend) => Finding.Of(Title, type, Version(plan.SchemaVersion), null, mend);

    private SetupStep[] NewSink() =>
        [new CommandStep(twilio.CreateSink(destination), Capture.LastLine(Variable)), .. TestedSink(ShellVariable.Of(Variable))];

    private SetupStep[] TestedSink(string sid) => [new TestSinkStep(plan, twilio, sid)];

    private CommandStep Subscribed(string sinkSid) => new(twilio.CreateSubscription(sinkSid, plan.SchemaVersion));

    private static string Version(int? number) => string.Create(CultureInfo.InvariantCulture, $"version {number}");
}
