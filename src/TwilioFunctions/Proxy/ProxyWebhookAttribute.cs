using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
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
