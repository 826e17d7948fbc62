using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Calls;

/// <summary>All that is known of a call, as its rows have it; each list by time. <see cref="CallStory"/> makes one story of it.</summary>
/// <param name="CallSid"><c>CA…</c>; the SID of a conference, message or interaction for what belongs to no call.</param>
internal sealed record CallRecord(string CallSid)
{
    /// <summary>The summary that knows most; null until the first has come.</summary>
    public CallSummary? Summary { get; init; }

    /// <summary>Every summary that came.</summary>
    public IReadOnlyList<SummaryStage> Stages { get; init; } = [];

    /// <summary>What Twilio asked when the call came in, and was answered.</summary>
    public IReadOnlyList<IncomingRequest> Requests { get; init; } = [];

    /// <summary>Its status callbacks.</summary>
    public IReadOnlyList<StatusCallback> Statuses { get; init; } = [];

    /// <summary>The callbacks of its recordings.</summary>
    public IReadOnlyList<RecordingCallback> Recordings { get; init; } = [];

    /// <summary>The attempts to notify the callee's devices.</summary>
    public IReadOnlyList<DeliveryAttempt> Notifications { get; init; } = [];

    /// <summary>What Proxy said of its interactions.</summary>
    public IReadOnlyList<ProxyInteraction> Interactions { get; init; } = [];

    /// <summary>Its other events of Event Streams.</summary>
    public IReadOnlyList<KeptEvent> Events { get; init; } = [];

    /// <summary>The account that the call's list entry is kept under, for where none of the rows names one.</summary>
    public string? ListedAccountSid { get; init; }
}

/// <summary>Puts a call's record together from the rows of its partition; a row of a kind that this version does not know is passed over.</summary>
internal sealed class CallRecordReader
{
    private string? listedAccountSid;
    private CallSummary? summary;
    private readonly List<SummaryStage> stages = [];
    private readonly List<IncomingRequest> requests = [];
    private readonly List<StatusCallback> statuses = [];
    private readonly List<RecordingCallback> recordings = [];
    private readonly List<DeliveryAttempt> notifications = [];
    private readonly List<ProxyInteraction> interactions = [];
    private readonly List<KeptEvent> events = [];

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty { get; private set; } = true;

    public static CallRecordReader Of(IEnumerable<TableEntity> rows)
    {
        var reader = new CallRecordReader();
        foreach (var row in rows)
            reader.Add(row);
        return reader;
    }

    public static async Task<CallRecordReader> ReadAsync(TableClient table, string partition, CancellationToken cancellationToken)
    {
        var reader = new CallRecordReader();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            reader.Add(row);
        return reader;
    }

    /// <summary>Each list by time, and in an order that does not depend on the rows' where times are equal.</summary>
    public CallRecord Record(string callSid) => new(callSid)
    {
        ListedAccountSid = listedAccountSid,
        Summary = summary,
        Stages = [.. stages.OrderBy(stage => stage.Time).ThenBy(stage => stage.EventId, StringComparer.Ordinal)],
        Requests = [.. requests.OrderBy(request => request.ReceivedAt).ThenBy(request => request.Form, StringComparer.Ordinal)],
        Statuses = [.. StatusCallback.InOrder(statuses)],
        Recordings = [.. recordings.OrderBy(recording => recording.Time).ThenBy(recording => recording.Form, StringComparer.Ordinal)],
        Notifications = [.. notifications.OrderBy(attempt => attempt.Time).ThenBy(attempt => attempt.Attempt).ThenBy(attempt => attempt.BindingId, StringComparer.Ordinal)],
        Interactions = [.. interactions.OrderBy(interaction => interaction.Time).ThenBy(interaction => interaction.Form, StringComparer.Ordinal)],
        Events = [.. events.OrderBy(@event => @event.Time).ThenBy(@event => @event.Id, StringComparer.Ordinal)],
    };

    private void Add(TableEntity row)
    {
        if (row.RowKey == CallWriter.StateRowKey)
        {
            listedAccountSid = row.GetString("AccountSid");
            return;
        }

        // A call that somebody is about to ring for is not known yet.
        if (Is(CallRows.ClaimPrefix))
            return;

        IsEmpty = false;
        if (row.RowKey == CallSummaryStore.RowKey)
            summary = CallSummaryColumns.Read(row);
        else if (Is(SummaryStage.RowPrefix))
            stages.Add(SummaryStage.Read(row));
        else if (Is(IncomingRequestColumns.RowPrefix))
            requests.Add(IncomingRequestColumns.Read(row));
        else if (Is(StatusCallbackColumns.RowPrefix))
            statuses.Add(StatusCallbackColumns.Read(row));
        else if (Is(RecordingCallbackColumns.RowPrefix))
            recordings.Add(RecordingCallbackColumns.Read(row));
        else if (Is(DeliveryAttemptColumns.RowPrefix))
            notifications.Add(DeliveryAttemptColumns.Read(row));
        else if (Is(ProxyInteractionColumns.RowPrefix))
            interactions.Add(ProxyInteractionColumns.Read(row));
        else if (Is(CallStore.EventPrefix))
            events.Add(EventColumns.Read(row));

        bool Is(string prefix) => row.RowKey.StartsWith(prefix, StringComparison.Ordinal);
    }
}
