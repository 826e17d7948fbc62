using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// A status callback of a call: the parameters that people look for, and all of them. Every one may be missing.
/// Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
/// </summary>
internal sealed record StatusCallback
{
    /// <summary>The call's state; one of <see cref="CallStatuses"/>, or one that Twilio has added since.</summary>
    public string? Status { get; init; }

    /// <summary>Counts the callbacks of this leg of the call from 0 on; the plain one at the end of a call has none.</summary>
    public int? SequenceNumber { get; init; }

    /// <summary>When the call took this state, to the second.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>When the callback first arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>The call that this one is a leg of, <c>CA…</c>.</summary>
    public string? ParentCallSid { get; init; }

    /// <summary>Who calls.</summary>
    public string? From { get; init; }

    /// <summary>Who is called.</summary>
    public string? To { get; init; }

    /// <summary><c>inbound</c>, <c>outbound-api</c> or <c>outbound-dial</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>The number that forwarded the call, where the carrier tells it.</summary>
    public string? ForwardedFrom { get; init; }

    /// <summary>The call's length in seconds, once it has ended.</summary>
    public int? CallDuration { get; init; }

    /// <summary>The SIP response that the call ended with.</summary>
    public int? SipResponseCode { get; init; }

    /// <summary>Twilio's error code: https://www.twilio.com/docs/api/errors.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Twilio's error message.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What answering-machine detection said.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>The call's recording, <c>RE…</c>.</summary>
    public string? RecordingSid { get; init; }

    /// <summary>The parameters as they were sent, encoded.</summary>
    public required string Form { get; init; }

    /// <summary>The parameters as they were sent.</summary>
    public FormParameters Parameters => FormParameters.Parse(Encoding.UTF8.GetBytes(Form));

    /// <summary>When it happened, as well as is known.</summary>
    public DateTimeOffset Time => Timestamp ?? ReceivedAt;

    /// <summary>Reads a form; never throws.</summary>
    public static StatusCallback Of(string form, DateTimeOffset receivedAt)
    {
        var parameters = FormParameters.Parse(Encoding.UTF8.GetBytes(form));
        return new StatusCallback
        {
            Status = parameters.Text("CallStatus"),
            SequenceNumber = parameters.Integer("SequenceNumber"),
            Timestamp = parameters.Time("Timestamp"),
            ReceivedAt = receivedAt,
            AccountSid = parameters.Text("AccountSid"),
            ParentCallSid = parameters.Text("ParentCallSid"),
            From = parameters.Text("From"),
            To = parameters.Text("To"),
            Direction = parameters.Text("Direction"),
            ForwardedFrom = parameters.Text("ForwardedFrom"),
            CallDuration = parameters.Integer("CallDuration"),
            SipResponseCode = parameters.Integer("SipResponseCode"),
            ErrorCode = parameters.ErrorCode(),
            ErrorMessage = parameters.Text("ErrorMessage"),
            AnsweredBy = parameters.Text("AnsweredBy"),
            RecordingSid = parameters.Text("RecordingSid"),
            Form = form,
        };
    }

    /// <summary>Status callbacks by time; within a second, which is all that Twilio tells, in the order in which a call takes its states.</summary>
    internal static IEnumerable<StatusCallback> InOrder(IEnumerable<StatusCallback> statuses) => statuses
        .OrderBy(status => status.Time)
        .ThenBy(status => status.SequenceNumber ?? int.MaxValue)
        .ThenBy(status => CallStatuses.RankOf(status.Status))
        .ThenBy(status => status.Form, StringComparer.Ordinal);
}

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
