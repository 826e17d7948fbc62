using System.Text;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>Webhooks as requests that Twilio's npm package has signed.</summary>
internal static class SignedRequests
{
    /// <summary>Signs a webhook for the URL that Twilio was given.</summary>
    /// <param name="twilio">The npm package.</param>
    /// <param name="webhook">What is told.</param>
    /// <param name="publicOrigin">What that URL begins with.</param>
    /// <param name="token">The auth token that signs.</param>
    /// <param name="origin">Where the request goes in the end; null for the same.</param>
    public static async Task<HttpRequestMessage> RequestAsync(this NodeTwilio twilio, SimulatedWebhook webhook, string publicOrigin, string token, string? origin = null)
    {
        var url = $"{publicOrigin}/{webhook.Path}";
        var isGet = webhook.Method == HttpMethod.Get;
        var signed = webhook.Json is { } json ? await twilio.SignAsync(url, null, Encoding.UTF8.GetString(json), token)
            : isGet ? await twilio.SignAsync($"{url}?{webhook.UrlEncoded}", null, null, token)
            : await twilio.SignAsync(url, webhook.Parameters, null, token);
        var request = new HttpRequestMessage(webhook.Method, (origin ?? publicOrigin) + signed.Url[publicOrigin.Length..]);
        if (!isGet)
            request.Content = new ByteArrayContent(webhook.Body) { Headers = { ContentType = new(webhook.Json is null ? "application/x-www-form-urlencoded" : "application/json") } };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed.Signature);
        return request;
    }
}
