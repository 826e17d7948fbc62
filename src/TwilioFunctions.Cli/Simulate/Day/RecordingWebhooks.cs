using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>
/// Draws the recording status callbacks of a call: https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback. They name the
/// parent leg, so that the legs that a <c>&lt;Dial&gt;</c> made have none.
/// </summary>
internal static class RecordingWebhooks
{
    private static readonly (string Status, int? ErrorCode, int Weight)[] Ends =
    [
        // https://www.twilio.com/docs/api/errors/16101 and 16102: too short, and silent.
        ("completed", 0, 84), ("absent", 16101, 6), ("absent", 16102, 6), ("failed", null, 4),
    ];

    public static IReadOnlyList<SimulatedWebhook> NextRecording(this Random random, SimulatedCall call)
    {
        if (!call.Outcome.IsAnswered || call.Route.Type == "trunking" || call.Route.HasParent || !random.NextChance(0.5))
            return [];

        var recording = new Recorded(
            call,
            random.NextSid("RE"),
            call.Answer.AddSeconds(1),
            random.NextChance(0.5) ? 2 : 1,
            call.Route.Direction == "outbound_api" ? "OutboundAPI" : random.NextOf(["DialVerb", "RecordVerb", "StartCallRecordingAPI"]),
            random.NextOf(["both", "inbound", "outbound"], track => track == "both" ? 8 : 1),
            random.NextChance(0.1) ? HttpMethod.Get : HttpMethod.Post);
        var (status, errorCode, _) = random.NextOf(Ends, end => end.Weight);
        var seconds = Math.Max(1, call.TalkSeconds - 1);
        return
        [
            recording.Callback("in-progress", recording.Start, errorCode: 0),
            recording.Callback(status, call.End.AddSeconds(random.Next(1, 20)), errorCode, status == "completed" ? seconds : null),
        ];
    }

    private sealed record Recorded(SimulatedCall Call, string Sid, DateTime Start, int Channels, string Source, string Track, HttpMethod Method)
    {
        public SimulatedWebhook Callback(string status, DateTime time, int? errorCode, int? seconds = null) => new(WebhookKind.RecordingStatus, Call.CallSid, time)
        {
            Method = Method,
            Parameters = new FormBuilder
            {
                { "AccountSid", Call.AccountSid },
                { "CallSid", Call.CallSid },
                { "RecordingSid", Sid },
                { "RecordingUrl", $"https://api.twilio.com/{CallForm.ApiVersion}/Accounts/{Call.AccountSid}/Recordings/{Sid}" },
                { "RecordingStatus", status },
                { "RecordingDuration", seconds },
                { "RecordingChannels", Channels },
                { "RecordingStartTime", Start.Rfc2822() },
                { "RecordingSource", Source },
                { "RecordingTrack", Track },
                { "ErrorCode", errorCode },
            },
        };
    }
}
