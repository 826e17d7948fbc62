using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class LocalHttpResponseData(FunctionContext context, HttpStatusCode status) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = status;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies { get; } = new LocalHttpCookies();
}
