using System.Text;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// A recording status callback: the parameters that people look for, and all of them. Every one but the SID may be missing.
/// Source: https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback
/// </summary>
internal sealed record RecordingCallback
{
    /// <summary><c>RE…</c></summary>
    public required string RecordingSid { get; init; }

    /// <summary><c>in-progress</c>, <c>completed</c>, <c>absent</c> or <c>failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>When the callback first arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>The recorded call; the conference's recordings may have none.</summary>
    public string? CallSid { get; init; }

    /// <summary>The recorded conference, <c>CF…</c>.</summary>
    public string? ConferenceSid { get; init; }

    /// <summary>Where the audio is, as Twilio says it. Never asked without a look at its host.</summary>
    public string? Url { get; init; }

    /// <summary>Seconds; completed recordings only.</summary>
    public int? Duration { get; init; }

    /// <summary>1 or 2.</summary>
    public int? Channels { get; init; }

    /// <summary>When the recording began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>What made it, for instance <c>DialVerb</c>.</summary>
    public string? Source { get; init; }

    /// <summary><c>inbound</c>, <c>outbound</c> or <c>both</c>.</summary>
    public string? Track { get; init; }

    /// <summary>Why it is absent or failed.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The same in words; null for a recording that is neither.</summary>
    public string? Reason => RecordingReasons.Of(Status, ErrorCode);

    /// <summary>The status of its transcription, for instance <c>completed</c>: https://www.twilio.com/docs/voice/twiml/record#transcribecallback.</summary>
    public string? TranscriptionStatus => Parameters.Text("TranscriptionStatus");

    /// <summary>Whether nothing more will come of it.</summary>
    public bool IsFinal => Status is "completed" or "absent" or "failed";

    /// <summary>The parameters as they were sent, encoded.</summary>
    public required string Form { get; init; }

    /// <summary>The parameters as they were sent.</summary>
    public FormParameters Parameters => FormParameters.Parse(Encoding.UTF8.GetBytes(Form));

    /// <summary>When it was so, as well as is known.</summary>
    public DateTimeOffset Time => TimeOf(Status, StartTime, Duration, ReceivedAt);

    /// <summary>Where its row is kept: with the call, else with the conference, else alone.</summary>
    public string Owner => CallSid ?? ConferenceSid ?? RecordingSid;

    /// <summary>Reads a form; null when it names no recording. Never throws.</summary>
    public static RecordingCallback? Of(string form, DateTimeOffset receivedAt)
    {
        var parameters = FormParameters.Parse(Encoding.UTF8.GetBytes(form));
        return parameters.Text("RecordingSid") is not { } recordingSid ? null : new RecordingCallback
        {
            RecordingSid = recordingSid,
            Status = parameters.Text("RecordingStatus"),
            ReceivedAt = receivedAt,
            AccountSid = parameters.Text("AccountSid"),
            CallSid = parameters.Text("CallSid"),
            ConferenceSid = parameters.Text("ConferenceSid"),
            Url = parameters.Text("RecordingUrl"),
            Duration = parameters.Integer("RecordingDuration"),
            Channels = parameters.Integer("RecordingChannels"),
            StartTime = parameters.Time("RecordingStartTime"),
            Source = parameters.Text("RecordingSource"),
            Track = parameters.Text("RecordingTrack"),
            ErrorCode = parameters.ErrorCode(),
            Form = form,
        };
    }

    /// <summary>Twilio says when a recording began and how long it is, not when it ended: the sum of both, or when the callback arrived.</summary>
    internal static DateTimeOffset TimeOf(string? status, DateTimeOffset? startTime, int? duration, DateTimeOffset receivedAt) => (status, startTime, duration) switch
    {
        ("in-progress", { } start, _) => start,
        ("completed", { } start, { } seconds) => start.AddSeconds(seconds),
        _ => receivedAt,
    };
}

/// <summary>Why a recording is absent or failed, in words.</summary>
internal static class RecordingReasons
{
    /// <summary>A sentence for a recording that is absent or failed; null for one that is not.</summary>
    /// <param name="status"><c>RecordingStatus</c></param>
    /// <param name="errorCode"><c>ErrorCode</c>, where Twilio sent one.</param>
    public static string? Of(string? status, int? errorCode) => (status, errorCode) switch
    {
        // https://www.twilio.com/docs/api/errors/16101
        (_, 16101) => "The recording was too short to be kept (error 16101).",
        // https://www.twilio.com/docs/api/errors/16102
        (_, 16102) => "The recording was silent and was not kept (error 16102).",
        ("absent" or "failed", { } code) => $"Twilio's error {code}: https://www.twilio.com/docs/api/errors/{code}",
        ("absent", null) => "There is no recording: it was too short, silent, or the call ended before it began.",
        ("failed", null) => "Twilio could not make the recording; where recordings are encrypted, the public key is the usual reason.",
        _ => null,
    };
}

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
