using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Proxy;

/// <summary>The OutOfSessionCallbackUrl of a Proxy Service: TwiML, or the session that Proxy is to open.</summary>
internal sealed class AnswerOutOfSession(OutOfSessionAnswerer answerer)
{
    [Function(nameof(AnswerOutOfSession))]
    [OutOfSessionWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/proxy/out-of-session")] HttpRequestData request, FunctionContext context) =>
        answerer.Answer(context.GetWebhookParameters().Values, request.WebhookUrls(context)) is { } answer
            ? await request.OutOfSessionAsync(answer)
            : await request.ProblemAsync(ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The request is neither a call nor a message.", "CallSid and MessageSid are missing.");
}
