namespace TwilioFunctions.Tests.Infra;

/// <summary>
/// Each check can fail: what is renamed on one side only, in a copy, is reported, and nothing else. What the template is reported for as it
/// stands is <see cref="TemplateAgreesTests"/>' affair. A compilation takes a second, so that most cases rename in what is compiled.
/// </summary>
public sealed class RenamedOnOneSideTests
{
    private const string Settings = "infra/modules/app-settings.bicep";
    private const string Storage = "infra/modules/storage.bicep";
    private const string App = "infra/modules/function-app.bicep";
    private const string WebPubSub = "infra/modules/web-pubsub.bicep";
    private const string Vault = "infra/modules/key-vault.bicep";
    private const string Linter = "infra/bicepconfig.json";
    private const string QueueContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string ServiceOwner = "12cf5a90-567b-43ae-8102-96cf46c7d9b4";

    private static readonly Template Template = Template.OfTheRepository;
    private static readonly AppCode Code = AppCode.OfTheApp;

    /// <summary>A Bicep file, what it says, what it says instead, and the names that are reported once it is compiled again.</summary>
    public static TheoryData<string, string, string, string[]> InBicep => new()
    {
        { Settings, "CallNotifications__TimeToLive", "CallNotifications__TimeToRing", ["CallNotifications__TimeToLive", "CallNotifications__TimeToRing"] },
        { Settings, "__ApiKeys__${m}__Sid'", "__ApiKeys__${m}__Id'", ["Twilio__Accounts__{}__ApiKeys__{}__Sid", "Twilio__Accounts__{}__ApiKeys__{}__Id"] },
        { Settings, "Bindings__MaxPerIdentity: string(maxBindingsPerIdentity)", "", ["no-unused-params", "BCP104"] },
        { Settings, "@description('The hub of the channel webpubsub.')", "@description('The hub of the channel webpubsub.')\n@secure()", ["webPubSubHub"] },
        { Settings, "@description('A Key Vault reference.')", "", ["secretReference"] },
        { Settings, "Channels__WebPubSub__Hub: webPubSubHub", "Channels__WebPubSub__Hub: webPubSubHub, channels__webpubsub__hub: webPubSubHub", ["channels__webpubsub__hub"] },
        { Storage, "-poison'", "-dead'", ["call-summaries-poison", "call-events-poison", "call-notifications-poison", "call-summaries-dead", "call-events-dead", "call-notifications-dead"] },
        { Storage, "for tableName in tableNames: {", "for tableName in tableNames: if (privateNetworking) {", [.. Code.Tables] },
        { App, "function:DispatchCallNotification", "function:RingDevices", ["function:RingDevices"] },
        { App, "httpsOnly: true", "onlyHttps: true", ["BCP037"] },
        { WebPubSub, "scope: service", "scope: resourceGroup()", ["Web PubSub Service Owner", ServiceOwner] },
        { Vault, "principalId: principalId", "principalId: empty(principalId) ? principalId : operatorPrincipalId", ["Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"] },
        { Template.Main, "/api/twilio/events'", "/api/twilio/event-streams'", ["EVENTS_URL", "twilio/events"] },
        { Template.Main, "modules/workbook.bicep'", "br/public:avm/res/insights/workbook:0.1.0'", ["br/public:avm/res/insights/workbook:0.1.0"] },
        { Template.Main, "= storage.outputs.name", "= monitoring.outputs.connectionString", ["STORAGE_ACCOUNT_NAME"] },
        { Template.Main, "@description('Name of the storage account.')", "", ["use-description-outputs"] },
    };

    /// <summary>What the compiled template says, what it says instead, and the names that are reported.</summary>
    public static TheoryData<string, string, string[]> InWhatIsCompiled => new()
    {
        { "__AuthToken\"", "__Token\"", ["Twilio__Accounts__{}__AuthToken", "Twilio__Accounts__{}__Token"] },
        { "\"Bindings__MaxPerIdentity\"", "\"WEBSITE_TIME_ZONE\"", ["Bindings__MaxPerIdentity", "WEBSITE_TIME_ZONE"] },
        { "\"Channels__WebPubSub__Hub\"", "\"Channels__WebPubSub__AccessKey\"", ["Channels__WebPubSub__AccessKey", "Channels__WebPubSub__Hub", ServiceOwner] },
        { "/CallIndex\"", "/CallIndexes\"", ["CallIndex", "CallIndexes"] },
        { QueueContributor, "19e7f393-937e-4f77-808e-94535e297925", ["Storage Queue Data Contributor", "19e7f393-937e-4f77-808e-94535e297925"] },
        { "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "00482a5a-887f-4fb3-b363-3b7fe8e74483", ["Key Vault Secrets Officer", "00482a5a-887f-4fb3-b363-3b7fe8e74483"] },
        { "\"function:DispatchCallNotification\"", "\"function:ReceiveEvents\"", ["function:ReceiveEvents"] },
        { "\"Poisoned\"", "\"Poison\"", ["Poison"] },
        { "[reference('keyVault').outputs.name.value]", "[listSecrets('keyVault')]", ["listSecrets()"] },
        { "\"DisableLocalAuth\": true", "\"DisableLocalAuth\": false", ["APPLICATIONINSIGHTS_CONNECTION_STRING"] },
    };

    /// <summary>Another file, what it says, what it says instead, and the names that are reported.</summary>
    public static TheoryData<string, string, string, string[]> InOtherFiles => new()
    {
        { Template.HostFile, "\"routePrefix\": \"api\"", "\"routePrefix\": \"v1\"", [.. Code.WebhookRoutes, .. Urls] },
        { "infra/queries/signature-refusals.kql", ": refused, ", ": turned away, ", ["': turned away, ' … ' Verified as ' … '. '"] },
        { "infra/workbook.json", ": refused, ", ": turned away, ", ["': turned away, ' … ' Verified as ' … '. '"] },
        { "infra/queries/failed-notifications.kql", "\"Rejected\"", "\"Refused\"", ["Refused"] },
        { "infra/queries/failed-notifications.kql", "| where Message startswith", "| where Message matches regex", ["Message matches"] },
        { "infra/queries/server-errors.kql", "| where Requests >= 5", "| where Requests >= 5 and Name == \"ReceiveEvent\"", ["ReceiveEvent"] },
        { "infra/queries/oldest-message.kql", "!endswith \"-poison\"", "!endswith \"-dead\"", ["-dead"] },
        { Linter, "\"no-unused-params\": { \"level\": \"error\" }", "\"no-unused-params\": { \"level\": \"warning\" }", ["no-unused-params"] },
    };

    /// <summary>What the code says otherwise, and the names that are reported.</summary>
    public static TheoryData<string, string[]> InTheCode => new()
    {
        { "a setting", ["Bindings__MaxPerIdentity", "Bindings__MaxPerClient"] },
        { "a new setting", ["Twilio__Region"] },
        { "a queue", ["call-events", "happenings"] },
        { "a table", ["Events", "Happenings"] },
        { "no table", [.. Code.Tables, "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] },
        { "a function", ["function:DispatchCallNotification"] },
        { "a route", ["VOICE_STATUS_URL", "twilio/voice/call-status"] },
        { "a new webhook", ["twilio/messaging/incoming"] },
        { "a line of the log", ["': refused, ' … ' Verified as ' … '. '"] },
    };

    private static IEnumerable<string> Urls =>
        ["EVENTS_URL", "VOICE_INCOMING_URL", "VOICE_STATUS_URL", "RECORDING_STATUS_URL", "PROXY_CALLBACK_URL", "PROXY_INTERCEPT_URL", "PROXY_OUT_OF_SESSION_URL", "CALL_NOTIFICATIONS_URL"];

    [Theory]
    [MemberData(nameof(InBicep))]
    [MemberData(nameof(InOtherFiles))]
    public void WhatOnlyTheTemplateRenames_IsReported(string file, string from, string to, string[] names) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), Reported(Template.With(file, from, to), Code));

    [Theory]
    [MemberData(nameof(InWhatIsCompiled))]
    public void WhatOnlyTheCompiledTemplateRenames_IsReported(string from, string to, string[] names) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), Reported(Template.WithCompiled(from, to), Code));

    [Theory]
    [MemberData(nameof(InTheCode))]
    public void WhatOnlyTheCodeRenames_IsReported(string what, string[] names) => Assert.Equal(names.Order(StringComparer.Ordinal), Reported(Template, Changed(what)));

    [Fact]
    public void OutputThatIsRenamed_IsReportedWhereItIsRead()
    {
        var reported = New(Template.WithCompiled("\"EVENTS_URL\"", "\"SINK_URL\""), Code).ToList();

        Assert.Contains(reported, disagreement => disagreement is { File: "infra/hooks/postdeploy.cs", Name: "EVENTS_URL" });
        Assert.Equal(["EVENTS_URL", "SINK_URL"], reported.Select(disagreement => disagreement.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SecretThatIsRenamed_IsReportedWhereItIsSpokenOf()
    {
        var reported = New(Template.WithCompiled("'fcm-service-account'", "'fcm-service-key'"), Code).ToList();

        Assert.Contains(reported, disagreement => disagreement is { File: "infra/hooks/postprovision.cs", Name: "fcm-service-account" });
        Assert.All(reported, disagreement => Assert.StartsWith("fcm-service-", disagreement.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Disagreement_SaysFileNameAndWhatToDo() => Assert.Equal(
        $"{Storage}: call-event is made among the queues and is none of QueueNames.All: rename it as the code did, or remove it.",
        New(Template.With(Storage, "'call-events'", "'call-event'"), Code).Single(disagreement => disagreement.Name == "call-event").ToString());

    private static IEnumerable<string> Reported(Template template, AppCode code) =>
        New(template, code).Select(disagreement => disagreement.Name).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<Disagreement> New(Template template, AppCode code) => Agreement.Of(template, code).Except(Agreement.Of(Template, Code));

    private static AppCode Changed(string what) => what switch
    {
        "a setting" => Code with { Settings = Renamed(Code.Settings, "Bindings__MaxPerIdentity", "Bindings__MaxPerClient") },
        "a new setting" => Code with { Settings = [.. Code.Settings, "Twilio__Region"] },
        "a queue" => Code with { Queues = Renamed(Code.Queues, "call-events", "happenings") },
        "a table" => Code with { Tables = Renamed(Code.Tables, "Events", "Happenings") },
        "no table" => Code with { Tables = [] },
        "a function" => Code with { OtherFunctions = Renamed(Code.OtherFunctions, "DispatchCallNotification", "RingDevices") },
        "a route" => Code with { WebhookRoutes = Renamed(Code.WebhookRoutes, "twilio/voice/status", "twilio/voice/call-status") },
        "a new webhook" => Code with { WebhookRoutes = [.. Code.WebhookRoutes, "twilio/messaging/incoming"] },
        "a line of the log" => Code with { LogMessages = [.. Code.LogMessages.Select(message => message with { Text = message.Text.Replace("refused", "rejected", StringComparison.Ordinal) })] },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static string[] Renamed(IReadOnlyList<string> names, string from, string to)
    {
        Assert.Contains(from, names);
        return [.. names.Select(name => name == from ? to : name)];
    }
}
