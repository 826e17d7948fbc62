using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>One instance's processors over storage that others may share, and what they leave behind.</summary>
internal sealed class CallScene(StorageFixture storage, TableServiceClient? tables = null, TimeProvider? time = null)
{
    private readonly TableServiceClient tables = tables ?? storage.Tables;
    private readonly CallWriter writer = new(tables ?? storage.Tables, new RetentionIndex(tables ?? storage.Tables, time ?? TimeProvider.System));

    public Task ProcessAsync(Envelope message) => message.Type.Contains(".call-summary.", StringComparison.Ordinal)
        ? new CallSummaryProcessor(storage.Reader, new CallSummaryStore(writer), NullLogger<CallSummaryProcessor>.Instance).ProcessAsync(new QueueMessage(message.Serialize()), CancellationToken.None)
        : new CallEventProcessor(storage.Reader, new CallStore(tables, writer), writer, new EventStore(tables), NullLogger<CallEventProcessor>.Instance).ProcessAsync(new QueueMessage(message.Serialize()), CancellationToken.None);

    public async Task NotifyAsync(string callSid, DeliveryAttempt attempt)
    {
        await new DeliveryAttemptStore(tables, writer).PutAsync(callSid, [attempt], CancellationToken.None);
    }

    public async Task<CallRecord> RecordAsync(string sid) =>
        await storage.Calls.FindAsync(sid, CancellationToken.None) ?? throw new InvalidOperationException($"Nothing is known of {sid}.");

    /// <summary>The entries of a call in the index, whatever the day.</summary>
    public async Task<IReadOnlyList<TableEntity>> EntriesAsync(string callSid)
    {
        var entries = new List<TableEntity>();
        await foreach (var entry in storage.Tables.GetTableClient(TableNames.CallIndex).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"CallSid eq {callSid}")))
            entries.Add(entry);
        return entries;
    }
}
