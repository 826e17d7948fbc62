using System.Net.Http.Headers;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Calls;

/// <summary>Sends forms as Twilio does, signed by its own npm package.</summary>
internal sealed class SignedForms(NodeTwilio twilio, HttpClient client)
{
    /// <summary>Posts a form, or sends it as the query of a GET.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string url, string method, IReadOnlyList<KeyValuePair<string, string>> parameters, string authToken = AppProcess.AuthToken)
    {
        using var form = new FormUrlEncodedContent(parameters);
        var isGet = method == "GET";
        var signed = isGet
            ? await twilio.SignAsync($"{url}?{await form.ReadAsStringAsync()}", null, null, authToken)
            : await twilio.SignAsync(url, parameters, null, authToken);
        using var request = new HttpRequestMessage(new HttpMethod(method), signed.Url) { Content = isGet ? null : form };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed.Signature);
        return await client.SendAsync(request);
    }

    /// <summary>Posts bytes as a form; what is signed are <paramref name="parameters"/>, which is what they mean.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, byte[] form, IReadOnlyList<KeyValuePair<string, string>> parameters, string contentType = "application/x-www-form-urlencoded")
    {
        var signed = await twilio.SignAsync(url, parameters, null, AppProcess.AuthToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, signed.Url) { Content = new ByteArrayContent(form) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed.Signature);
        return await client.SendAsync(request);
    }
}
