using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.Proxy;

namespace TwilioFunctions.Proxy;

/// <summary>The webhook that Proxy asks whether an interaction may go on. What fails on our side is decided by a setting.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InterceptWebhookAttribute : ProxyWebhookAttribute
{
    /// <inheritdoc />
    public override bool AlwaysAnswers => true;

    /// <summary>Proxy takes any status but 403 as permission. 401 says that nothing was decided.</summary>
    public override HttpStatusCode UnprovenFault => HttpStatusCode.Unauthorized;

    /// <inheritdoc />
    public override Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(request.CreateResponse(StatusOf(context.InstanceServices.GetRequiredService<InterceptDecider>().OnFailure)));
    }

    /// <summary>403 blocks; with anything else the interaction goes on.</summary>
    internal static HttpStatusCode StatusOf(InterceptDecision decision) => decision.BlockedReason is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
}
