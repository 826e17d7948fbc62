using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Proxy;

/// <summary>A webhook of Twilio Proxy, which blocks an interaction on 403: https://www.twilio.com/docs/proxy/api/webhooks.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class ProxyWebhookAttribute : FormWebhookAttribute
{
    private static readonly string[] OthersAccountSids = ["sessionAccountSid", "inboundParticipantAccountSid", "outboundParticipantAccountSid"];

    /// <inheritdoc />
    public override HttpStatusCode Refusal => HttpStatusCode.Unauthorized;

    /// <summary>An interaction's or a call's. A session or participant may be another account's, and says which keys to try only where nothing else does.</summary>
    public override IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body)
    {
        string[] own = [.. base.AccountSidsOf(context, request, body)];
        return own.Length > 0
            ? own
            : OthersAccountSids.SelectMany(context.GetWebhookParameters().Values.GetValues).Where(accountSid => accountSid.Length > 0).Take(1);
    }

    /// <inheritdoc />
    protected override IReadOnlyList<string> AccountSidParameters => ["interactionAccountSid", "AccountSid"];
}

/// <summary>The webhook that allows or blocks an interaction. A setting decides if the app fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InterceptWebhookAttribute : ProxyWebhookAttribute
{
    /// <inheritdoc />
    public override bool AlwaysAnswers => true;

    /// <summary>Proxy blocks on 403 only. 401 says that nothing was decided.</summary>
    public override HttpStatusCode UnprovenFault => HttpStatusCode.Unauthorized;

    /// <inheritdoc />
    public override Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(request.CreateResponse(StatusOf(context.InstanceServices.GetRequiredService<InterceptDecider>().OnFailure)));
    }

    /// <summary>Returns 403, which blocks the interaction, or 200.</summary>
    internal static HttpStatusCode StatusOf(InterceptDecision decision) => decision.BlockedReason is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
}

/// <summary>The webhook of calls and messages that belong to no session. A caller hears the response.</summary>
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
