using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;

namespace TwilioFunctions.Proxy;

/// <summary>The CallbackUrl of a Proxy Service: what becomes of an interaction.</summary>
internal sealed class ReceiveProxyInteraction(WebhookReceiver receiver)
{
    [Function(nameof(ReceiveProxyInteraction))]
    [ProxyWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/proxy/callback")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.ProxyCallback), context.CancellationToken));
}
