using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Channels.Webhook;

/// <summary>Makes the requests: the body that Twilio sent, and the headers of https://www.standardwebhooks.com.</summary>
internal static class WebhookRequest
{
    /// <returns>Null when the binding's secret is none.</returns>
    public static HttpRequestMessage? Create(Delivery delivery, Uri url, WebhookAddress address, DateTimeOffset now)
    {
        var id = IdOf(delivery);
        var timestamp = now.ToUnixTimeSeconds();
        var body = Encoding.UTF8.GetBytes(delivery.Notification.Json);
        IEnumerable<string> secrets = string.IsNullOrEmpty(address.SecondarySecret) ? [address.Secret] : [address.Secret, address.SecondarySecret];
        if (StandardWebhookSignature.Sign(secrets, id, timestamp, body) is not { } signature)
            return null;

        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature);
        // The endpoint is the team's own, and may go on with the trace.
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } traceParent })
            request.Headers.Add("traceparent", traceParent);
        return request;
    }

    // The same at each attempt, so that the receiver knows a notification that it has taken already. A hash, because the scheme wants no
    // full stop in it and a header no line break, and these are names from outside.
    private static string IdOf(Delivery delivery)
    {
        var names = $"{delivery.Binding.AccountSid}\n{delivery.Binding.Identity}\n{delivery.Binding.BindingId}\n{delivery.Notification.MessageId}";
        return $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)).AsSpan(0, 16))}";
    }
}
