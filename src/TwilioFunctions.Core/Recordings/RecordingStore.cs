using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Finds the recordings of calls, as their callbacks have told of them.</summary>
internal sealed class RecordingStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <summary>The recording, if Twilio has told that it is that call's; else null: who has a key must not reach what is anybody's.</summary>
    public async Task<Recording?> FindAsync(string callSid, string recordingSid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(callSid);
        ArgumentNullException.ThrowIfNull(recordingSid);
        if (recordingSid.Length == 0 || !TableKey.Fits(callSid) || !TableKey.Fits(recordingSid))
            return null;
        var prefix = RecordingCallbackColumns.PrefixOf(recordingSid);
        // The sign after the separator ends the range of what begins so.
        var end = prefix[..^1] + (char)(TableKey.Separator + 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(callSid)} and RowKey ge {prefix} and RowKey lt {end}");
        var callbacks = new List<RecordingCallback>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            callbacks.Add(RecordingCallbackColumns.Read(row));
        return Recording.Of(callbacks.Where(callback => callback.RecordingSid == recordingSid)).SingleOrDefault();
    }
}
