using System.Text.Json;
using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Json;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// A call summary of Voice Insights: the fields that people look for, and the whole of it as JSON. Every field may be missing.
/// Source: https://www.twilio.com/docs/voice/voice-insights/api/call/call-summary-resource
/// </summary>
internal sealed record CallSummary
{
    /// <summary><c>CA…</c></summary>
    public required string CallSid { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>The call that this one is a leg of, <c>CA…</c>; from schema version 7 on.</summary>
    public string? ParentCallSid { get; init; }

    /// <summary>How final this summary is.</summary>
    public CallSummaryStage Stage { get; init; }

    /// <summary>The event that brought it.</summary>
    public required string EventId { get; init; }

    /// <summary>When Twilio made the event.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary><c>completed</c>, <c>busy</c>, <c>fail</c>, <c>noanswer</c>, <c>canceled</c> …; spelled otherwise than <c>CallStatus</c> is.</summary>
    public string? State { get; init; }

    /// <summary><c>carrier</c>, <c>sip</c>, <c>trunking</c>, <c>client</c> or <c>whatsapp</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Who called.</summary>
    public string? From { get; init; }

    /// <summary>Who was called.</summary>
    public string? To { get; init; }

    /// <summary>For instance <c>outbound_api</c> or <c>inbound</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>When the call was created.</summary>
    public DateTimeOffset? CreatedTime { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public int? Duration { get; init; }

    /// <summary>Seconds from answer to end.</summary>
    public int? ConnectDuration { get; init; }

    /// <summary>Who sent the BYE; missing where nobody answered.</summary>
    public string? DisconnectedBy { get; init; }

    /// <summary>The last SIP response; other than 200 is abnormal.</summary>
    public int? LastSipResponse { get; init; }

    /// <summary>Post-dial delay in milliseconds.</summary>
    public int? PostDialDelay { get; init; }

    /// <summary>What answering-machine detection said.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>For instance <c>high_jitter</c> or <c>silence</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary><c>partial</c> or <c>complete</c>, as the payload says; <see cref="Stage"/> is what counts.</summary>
    public string? ProcessingState { get; init; }

    /// <summary>Rises while Twilio still works on the summary.</summary>
    public int? ProcessingVersion { get; init; }

    /// <summary>The quality at each edge and in each direction that was measured.</summary>
    public IReadOnlyList<EdgeQuality> Quality { get; init; } = [];

    /// <summary>The whole summary as Twilio sent it.</summary>
    public required string Json { get; init; }

    /// <summary>What decides which of two summaries stays.</summary>
    public CallSummaryRank Rank => new(Stage, ProcessingVersion ?? 0, EventTime ?? DateTimeOffset.MinValue, EventId);

    /// <summary>Reads the summary that a call-summary event carries.</summary>
    /// <exception cref="InvalidDataException">The event carries none, or it names no call.</exception>
    public static CallSummary Of(CloudEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var data = @event.Data ?? throw new InvalidDataException($"The event {@event.Id} carries no call summary.");
        var properties = data.Member("properties");
        return new CallSummary
        {
            CallSid = @event.CallSid ?? throw new InvalidDataException($"The call summary of event {@event.Id} names no call."),
            AccountSid = @event.AccountSid,
            ParentCallSid = data.Member("parent_call_sid").Text(),
            Stage = CallSummaryStages.OfType(@event.Type),
            EventId = @event.Id,
            EventTime = @event.Time,
            State = data.Member("call_state").Text(),
            Type = data.Member("call_type").Text(),
            From = PartyOf(data.Member("from"), "caller", "callee"),
            To = PartyOf(data.Member("to"), "callee", "caller"),
            Direction = properties.Member("direction").Text(),
            CreatedTime = data.Member("created_time").Time(),
            StartTime = data.Member("start_time").Time(),
            EndTime = data.Member("end_time").Time(),
            Duration = data.Member("duration").Integer(),
            ConnectDuration = data.Member("connect_duration").Integer(),
            DisconnectedBy = properties.Member("disconnected_by").Text(),
            LastSipResponse = properties.Member("last_sip_response_num").Integer(),
            PostDialDelay = properties.Member("pdd_ms").Integer(),
            AnsweredBy = data.Member("answered_by").Text(),
            Tags = TagsOf(data.Member("tags")),
            ProcessingState = data.Member("processing_state").Text(),
            ProcessingVersion = data.Member("processing_version").Integer(),
            Quality = EdgeQuality.Of(data),
            Json = data.GetRawText(),
        };
    }

    /// <summary>Each side has a caller and a callee. Up to schema version 6 one of them is filled, from 7 on both sides name both.</summary>
    private static string? PartyOf(JsonElement? side, string own, string other) => side.Member(own).Text() ?? side.Member(other).Text();

    private static string[] TagsOf(JsonElement? tags) => tags is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Select(tag => ((JsonElement?)tag).Text()).OfType<string>()]
        : [];
}

/// <summary>Somebody who has a part in a call.</summary>
/// <param name="Role"><c>caller</c>, <c>callee</c>, <c>forwarder</c>, <c>client</c> (whose devices were notified) or <c>participant</c> (of a Proxy session).</param>
/// <param name="Address">A number, <c>client:identity</c>, a SIP URI, or a participant's SID.</param>
internal sealed record CallParty(string Role, string Address);

/// <summary>The columns of a summary.</summary>
internal static class CallSummaryColumns
{
    public const string Json = "Json";

    public static void Write(TableEntity row, CallSummary summary)
    {
        row["CallSid"] = summary.CallSid;
        row["AccountSid"] = summary.AccountSid;
        row["ParentCallSid"] = TextColumns.Shorten(summary.ParentCallSid);
        row["Stage"] = summary.Stage.Name();
        row["State"] = TextColumns.Shorten(summary.State);
        row["Type"] = TextColumns.Shorten(summary.Type);
        row["From"] = TextColumns.Shorten(summary.From);
        row["To"] = TextColumns.Shorten(summary.To);
        row["Direction"] = TextColumns.Shorten(summary.Direction);
        row["StartTime"] = summary.StartTime;
        row["EndTime"] = summary.EndTime;
        row["Duration"] = summary.Duration;
        row["ConnectDuration"] = summary.ConnectDuration;
        row["DisconnectedBy"] = TextColumns.Shorten(summary.DisconnectedBy);
        row["Tags"] = TextColumns.Shorten(string.Join(',', summary.Tags));
        row["EventId"] = summary.EventId;
        row["EventTime"] = summary.EventTime;
        row["CreatedTime"] = summary.CreatedTime;
        row["LastSipResponse"] = summary.LastSipResponse;
        row["PostDialDelay"] = summary.PostDialDelay;
        row["AnsweredBy"] = TextColumns.Shorten(summary.AnsweredBy);
        row["ProcessingState"] = TextColumns.Shorten(summary.ProcessingState);
        row["ProcessingVersion"] = summary.ProcessingVersion;
        foreach (var quality in summary.Quality)
            WriteQuality(row, quality);
        TextColumns.Write(row, Json, summary.Json);
    }

    public static CallSummary Read(TableEntity row) => new()
    {
        CallSid = row.GetString("CallSid") ?? "",
        AccountSid = row.GetString("AccountSid"),
        ParentCallSid = row.GetString("ParentCallSid"),
        Stage = CallSummaryStages.OfName(row.GetString("Stage")) ?? CallSummaryStage.Partial,
        EventId = row.GetString("EventId") ?? "",
        EventTime = row.GetDateTimeOffset("EventTime"),
        State = row.GetString("State"),
        Type = row.GetString("Type"),
        From = row.GetString("From"),
        To = row.GetString("To"),
        Direction = row.GetString("Direction"),
        CreatedTime = row.GetDateTimeOffset("CreatedTime"),
        StartTime = row.GetDateTimeOffset("StartTime"),
        EndTime = row.GetDateTimeOffset("EndTime"),
        Duration = row.GetInt32("Duration"),
        ConnectDuration = row.GetInt32("ConnectDuration"),
        DisconnectedBy = row.GetString("DisconnectedBy"),
        LastSipResponse = row.GetInt32("LastSipResponse"),
        PostDialDelay = row.GetInt32("PostDialDelay"),
        AnsweredBy = row.GetString("AnsweredBy"),
        Tags = row.GetString("Tags") is { Length: > 0 } tags ? tags.Split(',') : [],
        ProcessingState = row.GetString("ProcessingState"),
        ProcessingVersion = row.GetInt32("ProcessingVersion"),
        Quality = [.. EdgeQuality.Edges.SelectMany(edge => EdgeQuality.Directions.Select(direction => ReadQuality(row, edge, direction))).OfType<EdgeQuality>()],
        Json = TextColumns.Read(row, Json) ?? "{}",
    };

    private static void WriteQuality(TableEntity row, EdgeQuality quality)
    {
        var prefix = PrefixOf(quality.Edge, quality.Direction);
        row[prefix + "Codec"] = TextColumns.Shorten(quality.CodecName) ?? "";
        row[prefix + "PacketsLost"] = quality.PacketsLost;
        row[prefix + "PacketLossPercentage"] = quality.PacketLossPercentage;
        row[prefix + "JitterAvg"] = quality.JitterAvg;
        row[prefix + "JitterMax"] = quality.JitterMax;
        row[prefix + "LatencyAvg"] = quality.LatencyAvg;
        row[prefix + "LatencyMax"] = quality.LatencyMax;
        row[prefix + "Mos"] = quality.Mos;
    }

    /// <summary>The column with the codec's name is there, if empty, where the edge was measured.</summary>
    private static EdgeQuality? ReadQuality(TableEntity row, string edge, string direction)
    {
        var prefix = PrefixOf(edge, direction);
        return row.GetString(prefix + "Codec") is not { } codecName ? null : new EdgeQuality(edge, direction)
        {
            CodecName = codecName.Length == 0 ? null : codecName,
            PacketsLost = row.GetDouble(prefix + "PacketsLost"),
            PacketLossPercentage = row.GetDouble(prefix + "PacketLossPercentage"),
            JitterAvg = row.GetDouble(prefix + "JitterAvg"),
            JitterMax = row.GetDouble(prefix + "JitterMax"),
            LatencyAvg = row.GetDouble(prefix + "LatencyAvg"),
            LatencyMax = row.GetDouble(prefix + "LatencyMax"),
            Mos = row.GetDouble(prefix + "Mos"),
        };
    }

    private static string PrefixOf(string edge, string direction) =>
        $"{char.ToUpperInvariant(edge[0])}{edge[1..]}{char.ToUpperInvariant(direction[0])}{direction[1..]}";
}
