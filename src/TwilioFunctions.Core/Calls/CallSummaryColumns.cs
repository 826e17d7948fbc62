using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

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
