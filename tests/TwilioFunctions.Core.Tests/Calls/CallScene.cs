using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>One instance's processors over storage that others may share, and what they leave behind.</summary>
internal sealed class CallScene(StorageFixture storage, TableServiceClient? tables = null, ICallIndexer? indexer = null, TimeProvider? time = null)
{
    private readonly TableServiceClient tables = tables ?? storage.Tables;
    private readonly RetentionIndex retention = new(tables ?? storage.Tables, time ?? TimeProvider.System);
    private readonly ICallIndexer indexer = indexer ?? new CallIndexer(tables ?? storage.Tables);

    public Task ProcessAsync(Envelope message) => message.Type.Contains(".call-summary.", StringComparison.Ordinal)
        ? new CallSummaryProcessor(storage.Reader, new CallSummaryStore(tables, retention, indexer), NullLogger<CallSummaryProcessor>.Instance).ProcessAsync(message.Serialize(), CancellationToken.None)
        : new CallEventProcessor(storage.Reader, new CallStore(tables, retention), new EventStore(tables), indexer, NullLogger<CallEventProcessor>.Instance).ProcessAsync(message.Serialize(), CancellationToken.None);

    public async Task NotifyAsync(string accountSid, string callSid, DeliveryAttempt attempt)
    {
        await new DeliveryAttemptStore(tables, retention).PutAsync(callSid, [attempt], CancellationToken.None);
        await indexer.RefreshAsync(callSid, accountSid, again: true, CancellationToken.None);
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
