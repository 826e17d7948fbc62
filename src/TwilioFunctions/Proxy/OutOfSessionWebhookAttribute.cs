using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Proxy;

/// <summary>The webhook of calls and messages that belong to no session, whose answer a caller hears.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OutOfSessionWebhookAttribute : ProxyWebhookAttribute
{
    /// <inheritdoc />
    public override bool AlwaysAnswers => true;

    /// <inheritdoc />
    public override Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answerer = context.InstanceServices.GetRequiredService<OutOfSessionAnswerer>();
        var parameters = context.Features.Get<WebhookParameters>()?.Values;
        return request.OutOfSessionAsync(answerer.Fallback(parameters, request.WebhookUrls(context)));
    }
}
