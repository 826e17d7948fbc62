using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>The story of a call.</summary>
internal sealed class GetCall(CallStore calls)
{
    [Function(nameof(GetCall))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "calls/{callSid}")] HttpRequestData request, FunctionContext context) =>
        request.Segment(1) is not { } callSid ? await request.InvalidPathAsync("callSid")
            : await calls.FindAsync(callSid, context.CancellationToken) is { } call
            ? await request.JsonAsync(HttpStatusCode.OK, CallDocument.Of(call), ApiJson.Api.CallDocument)
            : await request.ProblemAsync(ProblemTypes.CallNotFound, HttpStatusCode.NotFound, "Nothing is known of this call.", "Callbacks come within seconds where Twilio has their URLs, summaries up to ten minutes after a call has ended.");
}
