using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;

namespace TwilioFunctions.Voice;

/// <summary>The RecordingStatusCallback of calls and conferences.</summary>
internal sealed class ReceiveRecordingStatus(WebhookReceiver receiver)
{
    [Function(nameof(ReceiveRecordingStatus))]
    [VoiceWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twilio/voice/recording-status")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.VoiceRecordingStatus), context.CancellationToken));
}
