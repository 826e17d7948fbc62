using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;

namespace TwilioFunctions.Voice;

/// <summary>The StatusCallback of calls. 204 and no body: Twilio would log any other content as a wrong answer.</summary>
internal sealed class ReceiveCallStatus(WebhookReceiver receiver)
{
    [Function(nameof(ReceiveCallStatus))]
    [VoiceWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twilio/voice/status")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.VoiceStatus), context.CancellationToken));
}
