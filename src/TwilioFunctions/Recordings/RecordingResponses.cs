using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Recordings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Recordings;

/// <summary>Writes audio, or the problem if there is none.</summary>
internal static class RecordingResponses
{
    public static async Task<HttpResponseData> RecordingAsync(
        this HttpRequestData request, RecordingCallback recording, RecordingFormat format, RecordingAudio audio)
    {
        var response = audio.Outcome switch
        {
            RecordingOutcome.Whole => await request.BytesAsync(HttpStatusCode.OK, audio.Body, format.ContentType()),
            RecordingOutcome.Part => await request.BytesAsync(HttpStatusCode.PartialContent, audio.Body, format.ContentType()),
            RecordingOutcome.NotSatisfiable => await request.ProblemAsync(
                ProblemTypes.RangeNotSatisfiable, HttpStatusCode.RequestedRangeNotSatisfiable, "The range lies behind the end of the audio.", "Content-Range says how long it is."),
            RecordingOutcome.NotFound => await request.ProblemAsync(
                ProblemTypes.RecordingNotFound, HttpStatusCode.NotFound, "Twilio has no audio of this recording.", recording.Reason ?? "It may still be processed, or have been deleted."),
            RecordingOutcome.NoCredentials => await request.ProblemAsync(
                ProblemTypes.TwilioCredentials, HttpStatusCode.BadGateway,
                "The app has no auth token of the recording's account.",
                $"Set Twilio__Accounts__N__AuthToken of {recording.AccountSid}; where it is a Key Vault reference, check the app's role on the vault."),
            RecordingOutcome.Refused => await request.ProblemAsync(
                ProblemTypes.TwilioCredentials, HttpStatusCode.BadGateway,
                "Twilio refuses the auth token of the recording's account.",
                $"Correct Twilio__Accounts__N__AuthToken of {recording.AccountSid}."),
            RecordingOutcome.Busy => await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "Twilio has no time for this at the moment.", "Try again later."),
            RecordingOutcome.Unreachable => await request.ProblemAsync(
                ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable,
                "Twilio could not be reached, or was not done in time.",
                "Try again; ask for a smaller range where the connection is slow."),
            RecordingOutcome.ForeignHost => await request.ProblemAsync(
                ProblemTypes.InvalidAudio, HttpStatusCode.BadGateway, "The audio is not at Twilio.", "Only https://*.twilio.com is asked for audio. The app's log names the recording."),
            _ => await request.ProblemAsync(
                ProblemTypes.InvalidAudio, HttpStatusCode.BadGateway, "Twilio answered what is no audio.", "Try again; if it stays so, look at the recording in the Twilio Console."),
        };
        AddHeaders(response, audio);
        return response;
    }

    private static void AddHeaders(HttpResponseData response, RecordingAudio audio)
    {
        Add("Content-Range", audio.ContentRange);
        Add("ETag", audio.ETag);
        Add("Last-Modified", audio.LastModified);
        if (audio.Outcome is not (RecordingOutcome.Whole or RecordingOutcome.Part))
            return;
        Add("Accept-Ranges", "bytes");
        // A shared cache must not store a conversation.
        Add("Cache-Control", "private");

        void Add(string name, string? value)
        {
            if (value is not null)
                response.Headers.Add(name, value);
        }
    }
}
