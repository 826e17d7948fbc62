using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>Rows <c>recording|{RecordingSid}|{RecordingStatus}|{hash}</c>. The columns are for those who look into the table.</summary>
internal static class RecordingCallbackColumns
{
    public const string RowPrefix = "recording|";

    /// <summary>What the rows of one recording begin with.</summary>
    public static string PrefixOf(string recordingSid) => $"{RowPrefix}{CallbackColumns.PartOf(recordingSid)}{TableKey.Separator}";

    public static CallbackRow Write(RecordingCallback recording, Envelope envelope)
    {
        var row = CallbackColumns.RowOf(recording.Owner, ["recording", recording.RecordingSid, recording.Status], envelope, recording.Form);
        row["CallSid"] = recording.CallSid;
        row["ConferenceSid"] = recording.ConferenceSid;
        row["RecordingSid"] = recording.RecordingSid;
        row["RecordingStatus"] = TextColumns.Shorten(recording.Status);
        row["RecordingUrl"] = TextColumns.Shorten(recording.Url);
        row["RecordingDuration"] = recording.Duration;
        row["RecordingChannels"] = recording.Channels;
        row["RecordingStartTime"] = recording.StartTime;
        row["RecordingSource"] = TextColumns.Shorten(recording.Source);
        row["RecordingTrack"] = TextColumns.Shorten(recording.Track);
        row["ErrorCode"] = recording.ErrorCode;
        return row;
    }

    public static RecordingCallback Read(TableEntity row)
    {
        var recording = RecordingCallback.Of(CallbackColumns.FormOf(row), CallbackColumns.ReceivedAtOf(row))
            ?? throw new InvalidDataException($"The row {row.RowKey} of {row.PartitionKey} names no recording.");
        return recording with { AccountSid = recording.AccountSid ?? row.GetString("AccountSid") };
    }
}
