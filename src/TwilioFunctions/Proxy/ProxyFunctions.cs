using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Proxy;

/// <summary>The webhooks of Twilio Proxy.</summary>
public sealed class ProxyFunctions
{
    private readonly WebhookReceiver receiver;
    private readonly InterceptDecider decider;
    private readonly OutOfSessionAnswerer answerer;
    private readonly TimeProvider time;

    internal ProxyFunctions(WebhookReceiver receiver, InterceptDecider decider, OutOfSessionAnswerer answerer, TimeProvider time) =>
        (this.receiver, this.decider, this.answerer, this.time) = (receiver, decider, answerer, time);

    /// <summary>Receives the CallbackUrl of a Proxy Service: the states of an interaction.</summary>
    [Function(nameof(ReceiveProxyInteraction))]
    [ProxyWebhook]
    public async Task<HttpResponseData> ReceiveProxyInteraction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/proxy/callback")] HttpRequestData request, FunctionContext context) =>
        await request.ReceiptAsync(await receiver.ReceiveAsync(request.ReceivedWebhook(context, EnvelopeKinds.ProxyCallback), context.CancellationToken));

    /// <summary>Responds to the InterceptCallbackUrl of a Proxy Service: 403 blocks the interaction, 200 allows it.</summary>
    [Function(nameof(InterceptProxyInteraction))]
    [InterceptWebhook]
    public async Task<HttpResponseData> InterceptProxyInteraction(
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

    /// <summary>Responds to the OutOfSessionCallbackUrl of a Proxy Service with TwiML, or with the session that Proxy is to open.</summary>
    [Function(nameof(AnswerOutOfSession))]
    [OutOfSessionWebhook]
    public async Task<HttpResponseData> AnswerOutOfSession(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/proxy/out-of-session")] HttpRequestData request, FunctionContext context) =>
        answerer.Answer(context.GetWebhookParameters().Values, request.WebhookUrls(context)) is { } answer
            ? await request.OutOfSessionAsync(answer)
            : await request.ProblemAsync(ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The request is neither a call nor a message.", "CallSid and MessageSid are missing.");
}

/// <summary>Writes the responses of Proxy.</summary>
internal static class ProxyResponses
{
    public static Task<HttpResponseData> OutOfSessionAsync(this HttpRequestData request, OutOfSessionAnswer answer) =>
        request.BytesAsync(HttpStatusCode.OK, Encoding.UTF8.GetBytes(answer.Content), answer.ContentType);
}
