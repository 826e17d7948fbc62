using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>That a summary came, whether or not it is the one that stays.</summary>
/// <param name="EventId">The event that brought it.</param>
/// <param name="Stage">How final it was.</param>
/// <param name="Time">When Twilio made the event; null where it does not say.</param>
/// <param name="State">The call's state as the summary spells it.</param>
/// <param name="ProcessingVersion">The version that it was.</param>
public sealed record SummaryStage(string EventId, CallSummaryStage Stage, DateTimeOffset? Time, string? State, int? ProcessingVersion)
{
    /// <summary>What the rows begin with: <c>stage|{event id}</c>.</summary>
    internal const string RowPrefix = "stage|";

    internal static SummaryStage Of(CallSummary summary) =>
        new(summary.EventId, summary.Stage, summary.EventTime ?? summary.EndTime, summary.State, summary.ProcessingVersion);

    internal TableEntity Write(string callSid) => new(TableKey.Encode(callSid), RowPrefix + TableKey.Encode(EventId))
    {
        ["EventId"] = EventId,
        ["Stage"] = Stage.Name(),
        ["EventTime"] = Time,
        ["State"] = TextColumns.Shorten(State),
        ["ProcessingVersion"] = ProcessingVersion,
    };

    internal static SummaryStage Read(TableEntity row) => new(
        row.GetString("EventId") ?? "",
        CallSummaryStages.OfName(row.GetString("Stage")) ?? CallSummaryStage.Partial,
        row.GetDateTimeOffset("EventTime"),
        row.GetString("State"),
        row.GetInt32("ProcessingVersion"));
}
