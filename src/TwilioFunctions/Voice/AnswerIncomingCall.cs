using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Voice;

/// <summary>The Voice URL of a number or of a TwiML App: says in TwiML what the caller hears.</summary>
internal sealed class AnswerIncomingCall(IncomingCallAnswerer answerer)
{
    [Function(nameof(AnswerIncomingCall))]
    [IncomingCallWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twilio/voice/incoming")] HttpRequestData request, FunctionContext context)
    {
        var parameters = context.GetWebhookParameters();
        var incoming = new IncomingCall(parameters.Values, request.WebhookUrls(context));
        if (incoming.CallSid is null)
            return await request.ProblemAsync(ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The request is not an incoming call.", "CallSid is missing.");

        var answered = await answerer.AnswerAsync(incoming, FormText.Of(parameters.Form.Span), context.TraceParent(), context.CancellationToken);
        if (answered.IsFallback)
            context.Features.Set(OwnFault.Answered);
        return await request.TwimlAsync(answered.Twiml);
    }
}
