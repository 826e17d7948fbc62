using System.Text;
using System.Text.Json.Nodes;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary>An account at Twilio, as far as the commands see it, and the app that its sinks send to.</summary>
internal sealed class TwilioAccountState
{
    public const string AccountSid = "AC00000000000000000000000000000000";
    public const string AuthToken = "0123456789abcdef-token";
    public const string FunctionKey = "function-key";
    public const string NumberSid = "PN00000000000000000000000000000000";
    public const string Number = "+15551234567";
    public const string ProxyServiceSid = "KS00000000000000000000000000000000";

    private readonly Lock gate = new();

    /// <summary>What is refused although it is right.</summary>
    public Func<TwilioRequest, bool> Refuses { get; set; } = _ => false;

    public bool AdvancedFeatures { get; set; }

    public List<JsonObject> Sinks { get; } = [];

    public List<JsonObject> Subscriptions { get; } = [];

    public List<JsonObject> SubscribedEvents { get; } = [];

    public List<JsonObject> AppEvents { get; } = [];

    public JsonObject PhoneNumber { get; } = new()
    {
        ["sid"] = NumberSid,
        ["account_sid"] = AccountSid,
        ["phone_number"] = Number,
        ["voice_url"] = "https://demo.twilio.com/welcome/voice/",
        ["voice_method"] = "POST",
        ["voice_fallback_url"] = "",
        ["voice_fallback_method"] = "POST",
        ["status_callback"] = "",
        ["status_callback_method"] = "POST",
        ["voice_application_sid"] = "",
        ["trunk_sid"] = null,
    };

    public JsonObject ProxyService { get; } = new() { ["sid"] = ProxyServiceSid, ["account_sid"] = AccountSid, ["unique_name"] = "masked" };

    public List<JsonObject> Configurations { get; } = [];

    public string? DefaultConfiguration { get; set; }

    public (int Status, JsonNode? Body) Answer(TwilioRequest request)
    {
        lock (gate)
        {
            if (Refuses(request))
                return Error(400, 20001, "The request is refused");
            if (request.Host == TwilioServer.AppHost)
                return request.Authorization == FunctionKey ? (200, new JsonObject { ["events"] = Copy(AppEvents) }) : (401, null);
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
            return request.Authorization == $"Basic {credentials}" ? Authenticated(request) : Error(401, 20003, "Authenticate");
        }
    }

    private (int Status, JsonNode? Body) Authenticated(TwilioRequest request) => (request.Host, request.Path.Split('/')[1..], request.Method) switch
    {
        ("insights.twilio.com", ["v1", "Voice", "Settings"], var method) => Insights(request, method),
        ("events.twilio.com", ["v1", "Sinks"], "GET") => List("sinks", Sinks),
        ("events.twilio.com", ["v1", "Sinks"], "POST") => (201, Copy(Add(Sinks, new()
        {
            ["sid"] = Sid("DG", Sinks.Count),
            ["description"] = request["Description"],
            ["sink_configuration"] = JsonNode.Parse(request["SinkConfiguration"]!),
            ["sink_type"] = request["SinkType"],
            ["status"] = "initialized",
        }))),
        ("events.twilio.com", ["v1", "Sinks", var sid], "GET") => One(Sinks, sid),
        ("events.twilio.com", ["v1", "Sinks", _, "Test"], "POST") => Test(),
        ("events.twilio.com", ["v1", "Sinks", var sid, "Validate"], "POST") => Validate(sid, request["TestId"]),
        ("events.twilio.com", ["v1", "Subscriptions"], "GET") =>
            List("subscriptions", Subscriptions.Where(subscription => (string?)subscription["sink_sid"] == request.OfQuery("SinkSid"))),
        ("events.twilio.com", ["v1", "Subscriptions"], "POST") => Subscribe(request),
        ("events.twilio.com", ["v1", "Subscriptions", var sid, "SubscribedEvents"], "GET") =>
            List("types", SubscribedEvents.Where(@event => (string?)@event["subscription_sid"] == sid)),
        ("events.twilio.com", ["v1", "Subscriptions", var sid, "SubscribedEvents"], "POST") =>
            (201, Copy(AddEvent(sid, request["Type"]!, int.Parse(request["SchemaVersion"]!)))),
        ("events.twilio.com", ["v1", "Subscriptions", var sid, "SubscribedEvents", var type], "POST") => UpdateEvent(sid, type, request),
        ("api.twilio.com", ["2010-04-01", "Accounts", AccountSid, "IncomingPhoneNumbers.json"], "GET") =>
            List("incoming_phone_numbers", Number.Contains(request.OfQuery("PhoneNumber")!, StringComparison.Ordinal) ? [PhoneNumber] : []),
        ("api.twilio.com", ["2010-04-01", "Accounts", AccountSid, "IncomingPhoneNumbers", $"{NumberSid}.json"], _) => Updated(PhoneNumber, request),
        ("proxy.twilio.com", ["v1", "Services", ProxyServiceSid], _) => Updated(ProxyService, request),
        ("voice.twilio.com", ["v2", "Configurations", "Client", .. var rest], var method) => Configuration(request, rest, method),
        _ => Error(404, 20404, $"The requested resource {request.Path} was not found"),
    };

    private (int Status, JsonNode? Body) Insights(TwilioRequest request, string method)
    {
        AdvancedFeatures = method == "POST" ? request["AdvancedFeatures"] == "true" : AdvancedFeatures;
        return (200, new JsonObject { ["account_sid"] = AccountSid, ["advanced_features"] = AdvancedFeatures, ["voice_trace"] = false });
    }

    private (int Status, JsonNode? Body) Test()
    {
        // The newest first, as the app lists them; data as the string that Twilio's documentation shows.
        AppEvents.Insert(0, new()
        {
            ["type"] = "com.twilio.eventstreams.test-event",
            ["event"] = new JsonObject { ["data"] = $$"""{"test_id":"{{Guid.NewGuid()}}"}""" },
        });
        return (201, new JsonObject { ["result"] = "submitted" });
    }

    private (int Status, JsonNode? Body) Validate(string sid, string? testId)
    {
        if ((string?)AppEvents.FirstOrDefault()?["event"]?["data"] is not { } data || (string?)JsonNode.Parse(data)!["test_id"] != testId)
            return Error(400, 93000, "The test id is another");
        Sinks.Single(sink => (string?)sink["sid"] == sid)["status"] = "active";
        return (201, new JsonObject { ["result"] = "valid" });
    }

    private (int Status, JsonNode? Body) Subscribe(TwilioRequest request)
    {
        var sink = Sinks.Find(candidate => (string?)candidate["sid"] == request["SinkSid"]);
        if ((string?)sink?["status"] != "active")
            return Error(400, 93001, "The sink is not active");
        var subscription = Add(Subscriptions, new() { ["sid"] = Sid("DF", Subscriptions.Count), ["account_sid"] = AccountSid, ["sink_sid"] = request["SinkSid"] });
        foreach (var type in request.Form["Types"].Select(text => JsonNode.Parse(text)!))
            AddEvent((string)subscription["sid"]!, (string)type["type"]!, (int)type["schema_version"]!);
        return (201, Copy(subscription));
    }

    public JsonObject AddEvent(string subscriptionSid, string type, int version) => Add(
        SubscribedEvents, new() { ["account_sid"] = AccountSid, ["subscription_sid"] = subscriptionSid, ["type"] = type, ["schema_version"] = version });

    private (int Status, JsonNode? Body) UpdateEvent(string sid, string type, TwilioRequest request)
    {
        var @event = SubscribedEvents.Single(candidate => (string?)candidate["subscription_sid"] == sid && (string?)candidate["type"] == type);
        @event["schema_version"] = int.Parse(request["SchemaVersion"]!);
        return (200, Copy(@event));
    }

    private static (int Status, JsonNode? Body) Updated(JsonObject resource, TwilioRequest request)
    {
        foreach (var (name, values) in request.Form)
            resource[System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name)] = values.Single();
        return (200, Copy(resource));
    }

    private (int Status, JsonNode? Body) Configuration(TwilioRequest request, string[] rest, string method)
    {
        switch (rest, method)
        {
            case (["Default"], "GET"):
                return Configurations.Find(candidate => (string?)candidate["id"] == DefaultConfiguration) is { } current ? (200, Copy(current)) : (404, null);
            case (["Default"], "POST"):
                DefaultConfiguration = (string?)JsonNode.Parse(request.Body)!["configuration_id"];
                return (204, null);
            case ([], "GET"):
                // One a page, so that pages are turned.
                var index = request.OfQuery("pageToken") is { } token ? int.Parse(token) : 0;
                return (200, new JsonObject
                {
                    ["content"] = Copy(Configurations.Skip(index).Take(1)),
                    ["meta"] = new JsonObject { ["next_token"] = index + 1 < Configurations.Count ? $"{index + 1}" : null },
                });
            case ([], "POST"):
                var made = Add(Configurations, JsonNode.Parse(request.Body)!.AsObject());
                made["id"] = $"voice_clientconfiguration_{Configurations.Count:D8}";
                return (201, Copy(made));
            case ([var id], "PUT"):
                var place = Configurations.FindIndex(candidate => (string?)candidate["id"] == id);
                Configurations[place] = JsonNode.Parse(request.Body)!.AsObject();
                Configurations[place]["id"] = id;
                return (200, Copy(Configurations[place]));
            default:
                return Error(404, 20404, "Not found");
        }
    }

    private static (int Status, JsonNode? Body) One(List<JsonObject> resources, string sid) =>
        resources.Find(resource => (string?)resource["sid"] == sid) is { } found ? (200, Copy(found)) : Error(404, 20404, $"The requested resource {sid} was not found");

    private static (int Status, JsonNode? Body) List(string key, IEnumerable<JsonObject> resources) =>
        (200, new JsonObject { [key] = Copy(resources), ["meta"] = new JsonObject { ["key"] = key, ["next_page_url"] = null } });

    private static (int Status, JsonNode? Body) Error(int status, int code, string message) =>
        (status, new JsonObject { ["code"] = code, ["message"] = message, ["more_info"] = $"https://www.twilio.com/docs/errors/{code}", ["status"] = status });

    public static JsonObject Add(List<JsonObject> resources, JsonObject resource)
    {
        resources.Add(resource);
        return resource;
    }

    public static string Sid(string prefix, int number) => $"{prefix}{number + 1:x32}";

    private static JsonNode Copy(JsonNode node) => node.DeepClone();

    private static JsonArray Copy(IEnumerable<JsonNode> nodes) => [.. nodes.Select(Copy)];
}
