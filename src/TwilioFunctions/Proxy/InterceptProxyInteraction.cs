using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Proxy;

/// <summary>The InterceptCallbackUrl of a Proxy Service: 403 blocks the interaction, with 200 it goes on.</summary>
internal sealed class InterceptProxyInteraction(InterceptDecider decider, TimeProvider time)
{
    [Function(nameof(InterceptProxyInteraction))]
    [InterceptWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/proxy/intercept")] HttpRequestData request, FunctionContext context)
    {
        if (ProxyInteraction.Of(FormText.Of(context.GetWebhookParameters().Form.Span), time.GetUtcNow()) is not { } interaction)
            return await request.ProblemAsync(ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The request is not a Proxy interaction.", "interactionSid is missing.");

        interaction = interaction with { AccountSid = interaction.AccountSid ?? context.GetVerifiedWebhook().AccountSid };
        var decision = await decider.DecideAsync(
            interaction, request.Header("I-Twilio-Idempotency-Token"), context.TraceParent(), context.CancellationToken);
        if (decision.IsFallback)
            context.Features.Set(OwnFault.Answered);
        return request.CreateResponse(InterceptWebhookAttribute.StatusOf(decision));
    }
}
