using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Voice;

/// <summary>The webhooks of Programmable Voice.</summary>
public sealed class VoiceFunctions
{
    private readonly IncomingCallAnswerer answerer;
    private readonly WebhookReceiver receiver;

    internal VoiceFunctions(IncomingCallAnswerer answerer, WebhookReceiver receiver) =>
        (this.answerer, this.receiver) = (answerer, receiver);

    /// <summary>Responds to the Voice URL of a number or a TwiML App with TwiML.</summary>
    [Function(nameof(AnswerIncomingCall))]
    [IncomingCallWebhook]
    public async Task<HttpResponseData> AnswerIncomingCall(
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

    /// <summary>Receives the StatusCallback of calls. The response is 204 without a body: Twilio logs other content as an error.</summary>
    [Function(nameof(ReceiveCallStatus))]
    [VoiceWebhook]
    public async Task<HttpResponseData> ReceiveCallStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twilio/voice/status")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.VoiceStatus), context.CancellationToken));

    /// <summary>Receives the RecordingStatusCallback of calls and conferences.</summary>
    [Function(nameof(ReceiveRecordingStatus))]
    [VoiceWebhook]
    public async Task<HttpResponseData> ReceiveRecordingStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twilio/voice/recording-status")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.VoiceRecordingStatus), context.CancellationToken));
}
