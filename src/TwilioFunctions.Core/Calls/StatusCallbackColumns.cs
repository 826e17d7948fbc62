using System.Globalization;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>Rows <c>status|{SequenceNumber}|{CallStatus}|{hash}</c>. The columns are for those who look into the table.</summary>
internal static class StatusCallbackColumns
{
    public const string RowPrefix = "status|";

    private const string NoNumber = "----------";

    public static CallbackRow Write(string callSid, Envelope envelope)
    {
        var status = StatusCallback.Of(envelope.Payload!, envelope.ReceivedAt);
        var number = status.SequenceNumber?.ToString("D10", CultureInfo.InvariantCulture) ?? NoNumber;
        var row = CallbackColumns.RowOf(callSid, ["status", number, status.Status], envelope, envelope.Payload!);
        row["CallStatus"] = TextColumns.Shorten(status.Status);
        row["SequenceNumber"] = status.SequenceNumber;
        row["StatusTime"] = status.Timestamp;
        row["ParentCallSid"] = TextColumns.Shorten(status.ParentCallSid);
        row["From"] = TextColumns.Shorten(status.From);
        row["To"] = TextColumns.Shorten(status.To);
        row["Direction"] = TextColumns.Shorten(status.Direction);
        row["CallDuration"] = status.CallDuration;
        row["SipResponseCode"] = status.SipResponseCode;
        row["ErrorCode"] = status.ErrorCode;
        row["AnsweredBy"] = TextColumns.Shorten(status.AnsweredBy);
        return row;
    }

    public static StatusCallback Read(TableEntity row)
    {
        var status = StatusCallback.Of(CallbackColumns.FormOf(row), CallbackColumns.ReceivedAtOf(row));
        return status with { AccountSid = status.AccountSid ?? row.GetString("AccountSid") };
    }
}
