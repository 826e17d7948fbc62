using System.Buffers;
using System.Text.Json;
using TwilioFunctions.Core.Json;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.EventStreams;

/// <summary>
/// One CloudEvents 1.0 event of Event Streams. Only what the app decides on is read; the JSON stays as it was sent.
/// Our own and not the CloudNative.CloudEvents package, which refuses what Twilio's samples hold (a time in
/// <c>datacontenttype</c>) and does not keep an event's own text.
/// </summary>
internal sealed record CloudEvent
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary><c>EZ…</c> for most; the Account SID for the sink's test event, so not always unique.</summary>
    public required string Id { get; init; }

    /// <summary>For instance <c>com.twilio.voice.insights.call-summary.complete</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When the event happened, in UTC; null when it does not say.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The account that the event names, in its data or, for the sink's test event, as its id.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The call that the event names in its data.</summary>
    public string? CallSid { get; init; }

    /// <summary>The data, whether it was sent as an object or as a string that holds one; null when it is neither.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The event as it was sent, character for character.</summary>
    public required string Json { get; init; }

    /// <summary>Reads the text of one event, as a queue message carries it.</summary>
    /// <exception cref="InvalidDataException">It is not an event.</exception>
    public static CloudEvent Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, out var problem) ?? throw new InvalidDataException($"Not an event: {problem!.Detail} (at {problem.Location}).");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"Not an event: {malformed.Message}", malformed);
        }
    }

    /// <summary>Reads one event; null, and what is wrong with it, when it lacks what CloudEvents demands.</summary>
    internal static CloudEvent? Read(JsonElement element, out EventProblem? problem)
    {
        problem = null;
        if (element.ValueKind != JsonValueKind.Object)
            problem = new EventProblem("", $"an event is an object, this is {Describe(element.ValueKind)}");
        else if (element.Member("type").Text() is null)
            problem = new EventProblem("/type", "an event has a type, a string that is not empty");
        else if (element.Member("id").Text() is null)
            problem = new EventProblem("/id", "an event has an id, a string that is not empty");
        if (problem is not null)
            return null;

        var id = element.Member("id").Text()!;
        var data = ReadData(element.Member("data"));
        var @event = new CloudEvent
        {
            Id = id,
            Type = element.Member("type").Text()!,
            Time = element.Member("time").Time(),
            AccountSid = AccountOf(id, data),
            CallSid = CallOf(data),
            Data = data,
            Json = element.GetRawText(),
        };
        problem = TooLong("/type", @event.Type) ?? TooLong("/id", id) ?? TooLong("/data/call_sid", @event.CallSid) ?? TooLong("/data/account_sid", @event.AccountSid);
        return problem is null ? @event : null;
    }

    /// <summary>What an event is found by must fit into the keys of tables; else it would be accepted and never be kept.</summary>
    private static EventProblem? TooLong(string location, string? name) => name is null || TableKey.Fits(name)
        ? null
        : new EventProblem(location, $"at most {TableKey.MaxPartLength} characters can be kept; each that a table key does not allow counts as five");

    /// <summary>Twilio's products spell the member in three ways; the sink's test event has the account as its id.</summary>
    private static string? AccountOf(string id, JsonElement? data) =>
        data.Member("account_sid").Text() ?? data.Member("accountSid").Text() ?? data.Member("AccountSid").Text() ??
        (id.StartsWith("AC", StringComparison.Ordinal) && id.Length == 34 ? id : null);

    /// <summary>
    /// Call summaries and call events name their call in a member of its own; webhook events in <c>sid</c>, error logs in
    /// <c>correlation_sid</c> or in their payload's <c>resource_sid</c>. These hold SIDs of other kinds, too: the prefix decides.
    /// </summary>
    private static string? CallOf(JsonElement? data)
    {
        var payload = data.Member("payload");
        return data.Member("call_sid").Text() ?? data.Member("callSid").Text() ?? data.Member("CallSid").Text()
            ?? Array.Find(
                [
                    data.Member("sid").Text(), data.Member("resource_sid").Text(), data.Member("correlation_sid").Text(),
                    payload.Member("call_sid").Text(), payload.Member("resource_sid").Text(), data.Member("request").Member("parameters").Member("CallSid").Text(),
                ],
                IsCallSid);
    }

    private static bool IsCallSid(string? text) => text is { Length: 34 } && text.StartsWith("CA", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(HexDigits) < 0;

    private static JsonElement? ReadData(JsonElement? data)
    {
        if (data is { ValueKind: JsonValueKind.Object })
            return data.Value.Clone();
        if (data.Text() is not { } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "an object",
    };
}

/// <summary>The event types that the app treats in a way of their own; every other type is kept whole.</summary>
internal static class EventTypes
{
    /// <summary>Sent by <c>POST /v1/Sinks/{Sid}/Test</c>.</summary>
    public const string SinkTest = "com.twilio.eventstreams.test-event";

    private const string CallSummary = "com.twilio.voice.insights.call-summary.";

    /// <summary>The first summary, within about ten minutes after the call.</summary>
    public const string PartialCallSummary = CallSummary + "partial";

    /// <summary>The summary that Twilio expects not to change any more.</summary>
    public const string PredictedCompleteCallSummary = CallSummary + "predicted-complete";

    /// <summary>The last summary, about thirty minutes after the call.</summary>
    public const string CompleteCallSummary = CallSummary + "complete";

    /// <summary>Whether this is one of the three call-summary types.</summary>
    public static bool IsCallSummary(string type) =>
        type is PartialCallSummary or PredictedCompleteCallSummary or CompleteCallSummary;
}
