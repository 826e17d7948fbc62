using System.Globalization;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The commands of the Twilio CLI that are printed and run.</summary>
/// <param name="profile">The profile that each of them names; null for none.</param>
internal sealed class TwilioCommands(string? profile)
{
    public const string Program = "twilio";

    // Of an answer, no more than its SID, below a heading.
    private static readonly string[] SidOnly = ["-o", "tsv", "--properties", "sid"];
    private static readonly string[] Json = ["-o", "json"];
    private static readonly string[] AllOfThem = ["--no-limit", "-o", "json"];

    /// <summary>The types that a subscription needs.</summary>
    public static IReadOnlyList<string> CallSummaryTypes { get; } =
        [EventTypes.PartialCallSummary, EventTypes.PredictedCompleteCallSummary, EventTypes.CompleteCallSummary];

    public static ShellCommand Profiles() => new(Program, ["profiles:list", .. Json]);

    public ShellCommand Insights() => Of("api:insights:v1:voice:settings:fetch", Json);

    public ShellCommand UpdateInsights() => Of("api:insights:v1:voice:settings:update", "--advanced-features");

    public ShellCommand Sinks() => Of("api:events:v1:sinks:list", AllOfThem);

    public ShellCommand Sink(string sid) => Of("api:events:v1:sinks:fetch", ["--sid", sid, .. Json]);

    public ShellCommand CreateSink(string destination) => Of(
        "api:events:v1:sinks:create",
        [
            "--description", "TwilioFunctions",
            "--sink-type", "webhook",
            "--sink-configuration", $$"""{"destination":"{{destination}}","method":"POST","batch_events":false}""",
            .. SidOnly,
        ]);

    public ShellCommand TestSink(string sid) => Of("api:events:v1:sinks:test:create", "--sid", sid);

    public ShellCommand ValidateSink(string sid, string testId) => Of("api:events:v1:sinks:validate:create", "--sid", sid, "--test-id", testId);

    public ShellCommand Subscriptions(string sinkSid) => Of("api:events:v1:subscriptions:list", ["--sink-sid", sinkSid, .. AllOfThem]);

    public ShellCommand CreateSubscription(string sinkSid, int schemaVersion) => Of(
        "api:events:v1:subscriptions:create",
        [
            "--description", "Call summaries",
            "--sink-sid", sinkSid,
            .. CallSummaryTypes.SelectMany(type => (string[])["--types", $$"""{"type":"{{type}}","schema_version":{{Text(schemaVersion)}}}"""]),
        ]);

    public ShellCommand SubscribedEvents(string subscriptionSid) =>
        Of("api:events:v1:subscriptions:subscribed-events:list", ["--subscription-sid", subscriptionSid, .. AllOfThem]);

    public ShellCommand AddSubscribedEvent(string subscriptionSid, string type, int schemaVersion) =>
        SubscribedEvent("create", subscriptionSid, type, schemaVersion);

    public ShellCommand UpdateSubscribedEvent(string subscriptionSid, string type, int schemaVersion) =>
        SubscribedEvent("update", subscriptionSid, type, schemaVersion);

    public ShellCommand Number(string sid) => Of("api:core:incoming-phone-numbers:fetch", ["--sid", sid, .. Json]);

    public ShellCommand NumbersLike(string number) => Of("api:core:incoming-phone-numbers:list", ["--phone-number", number, .. AllOfThem]);

    /// <summary>The SID of a number.</summary>
    public ShellCommand NumberSid(string number) =>
        Of("api:core:incoming-phone-numbers:list", ["--phone-number", number, "--limit", "1", .. SidOnly]);

    // `phone-numbers:update` has no status callback.
    public ShellCommand UpdateNumber(string sid, string voiceUrl, string fallbackUrl, string statusCallback) => Of(
        "api:core:incoming-phone-numbers:update",
        "--sid", sid,
        "--voice-url", voiceUrl,
        "--voice-method", "POST",
        "--voice-fallback-url", fallbackUrl,
        "--voice-fallback-method", "POST",
        "--status-callback", statusCallback,
        "--status-callback-method", "POST");

    public ShellCommand ProxyService(string sid) => Of("api:proxy:v1:services:fetch", ["--sid", sid, .. Json]);

    public ShellCommand UpdateProxyService(string sid, string callback, string intercept, string outOfSession) => Of(
        "api:proxy:v1:services:update",
        "--sid", sid,
        "--callback-url", callback,
        "--intercept-callback-url", intercept,
        "--out-of-session-callback-url", outOfSession);

    private ShellCommand SubscribedEvent(string action, string subscriptionSid, string type, int schemaVersion) => Of(
        $"api:events:v1:subscriptions:subscribed-events:{action}",
        "--subscription-sid", subscriptionSid,
        "--type", type,
        "--schema-version", Text(schemaVersion));

    private ShellCommand Of(string command, params IReadOnlyList<string> options) =>
        new(Program, profile is null ? [command, .. options] : [command, .. options, "--profile", profile]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
