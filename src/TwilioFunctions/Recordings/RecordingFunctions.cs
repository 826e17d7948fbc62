using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Recordings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Recordings;

/// <summary>The recordings of calls.</summary>
public sealed class RecordingFunctions
{
    private readonly RecordingStore recordings;
    private readonly RecordingMedia media;

    internal RecordingFunctions(RecordingStore recordings, RecordingMedia media) =>
        (this.recordings, this.media) = (recordings, media);

    /// <summary>Returns the audio of a recording, so that a page can play it without Twilio's credentials.</summary>
    [Function(nameof(GetRecording))]
    public async Task<HttpResponseData> GetRecording(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "calls/{callSid}/recordings/{recordingSid}")] HttpRequestData request, FunctionContext context)
    {
        if (RecordingFormats.OfName(request.Query["format"]) is not { } format)
            return await request.WrongParameterAsync("format is wav or mp3.");
        if (request.Segment(3) is not { } callSid)
            return await request.InvalidPathAsync("callSid");
        if (request.Segment(1) is not { } recordingSid)
            return await request.InvalidPathAsync("recordingSid");
        var recording = await recordings.FindAsync(callSid, recordingSid, context.CancellationToken);
        if (recording is null)
            return await request.ProblemAsync(
                ProblemTypes.RecordingNotFound, HttpStatusCode.NotFound, "Nothing is known of this recording.", "It is once its status callback has come, with the call that was recorded.");

        var range = RangeRequest.Of(request.Header("Range"), request.Header("If-Range"));
        var audio = await media.FetchAsync(recording.Latest, format, range, context.CancellationToken);
        return await request.RecordingAsync(recording.Latest, format, audio);
    }
}
