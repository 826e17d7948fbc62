using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Voice;

/// <summary>A webhook of Programmable Voice: https://www.twilio.com/docs/usage/webhooks/voice-webhooks.</summary>
internal class VoiceWebhookAttribute : FormWebhookAttribute
{
    /// <inheritdoc />
    public override HttpStatusCode Refusal => HttpStatusCode.Forbidden;

    /// <inheritdoc />
    protected override IReadOnlyList<string> AccountSidParameters => ["AccountSid"];
}

/// <summary>The webhook of an incoming call. The caller hears the response.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IncomingCallWebhookAttribute : VoiceWebhookAttribute
{
    /// <inheritdoc />
    public override bool AlwaysAnswers => true;

    /// <inheritdoc />
    public override Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answerer = context.InstanceServices.GetRequiredService<IncomingCallAnswerer>();
        return request.TwimlAsync(answerer.Fallback(request.WebhookUrls(context)));
    }
}
