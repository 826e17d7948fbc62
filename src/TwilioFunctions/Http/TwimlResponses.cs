using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Http;

/// <summary>Writes TwiML, and gives it the URLs of the app.</summary>
internal static class TwimlResponses
{
    /// <summary>Twilio plays an error to the caller for any other content type: https://www.twilio.com/docs/api/errors/12300.</summary>
    public static Task<HttpResponseData> TwimlAsync(this HttpRequestData request, string twiml) =>
        request.BytesAsync(HttpStatusCode.OK, Encoding.UTF8.GetBytes(twiml), "application/xml");

    /// <summary>Returns the URLs of the other webhooks, as Twilio reaches them.</summary>
    public static WebhookUrls WebhookUrls(this HttpRequestData request, FunctionContext context) =>
        Core.Voice.WebhookUrls.Of(
            context.InstanceServices.GetRequiredService<IOptions<TwilioOptions>>().Value.PublicBaseUrl,
            request.Url,
            context.InstanceServices.GetRequiredService<IOptions<CallNotificationOptions>>().Value.AcceptUnboundSignatures);
}
