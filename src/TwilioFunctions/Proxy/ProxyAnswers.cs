using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Http;

namespace TwilioFunctions.Proxy;

/// <summary>Writes what Proxy is answered.</summary>
internal static class ProxyAnswers
{
    public static Task<HttpResponseData> OutOfSessionAsync(this HttpRequestData request, OutOfSessionAnswer answer) =>
        request.BytesAsync(HttpStatusCode.OK, Encoding.UTF8.GetBytes(answer.Content), answer.ContentType);
}
