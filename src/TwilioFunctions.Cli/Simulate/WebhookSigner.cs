using System.Net.Http.Headers;
using System.Text;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Makes requests that are signed as Twilio signs them.</summary>
internal sealed class WebhookSigner(TwilioAccount account)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(account.AuthToken);

    public HttpRequestMessage Sign(WebhookTarget target, SimulatedWebhook webhook)
    {
        if (webhook.Json is { } json)
            return Json(target, json);
        return webhook.Method == HttpMethod.Get ? Query(target.WithQuery(webhook.UrlEncoded)) : Form(target, webhook);
    }

    public HttpRequestMessage Json(WebhookTarget target, byte[] body) => Request(
        HttpMethod.Post,
        BodyHash.Append(target.Url, body),
        RequestSigner.Sign(BodyHash.Append(target.SignedUrl, body), key),
        new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });

    private HttpRequestMessage Query(WebhookTarget target) =>
        Request(HttpMethod.Get, target.Url, RequestSigner.Sign(target.SignedUrl, key), content: null);

    private HttpRequestMessage Form(WebhookTarget target, SimulatedWebhook webhook) => Request(
        webhook.Method,
        target.Url,
        RequestSigner.SignForm(target.SignedUrl, webhook.Parameters, key),
        new ByteArrayContent(webhook.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "UTF-8" } } });

    private static HttpRequestMessage Request(HttpMethod method, string url, string signature, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Add("X-Twilio-Signature", signature);
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        return request;
    }
}
