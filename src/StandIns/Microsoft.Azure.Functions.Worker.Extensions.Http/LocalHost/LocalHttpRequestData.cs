using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class LocalHttpRequestData(HttpRequest request, Stream body, FunctionContext context) : HttpRequestData(context), IHttpRequestDataFeature
{
    private HttpHeadersCollection? headers;
    private IReadOnlyCollection<IHttpCookie>? cookies;
    private Uri? url;

    public override Stream Body => body;

    // Between the real host and the worker all names are in lower case; the collection restores those that .NET knows.
    public override HttpHeadersCollection Headers => headers ??= new HttpHeadersCollection(
        request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.ToString())));

    public override IReadOnlyCollection<IHttpCookie> Cookies => cookies ??= CookieHeader.Parse(request.Headers.Cookie.ToString());

    // The path is decoded and encoded again, the query is byte for byte what was sent, and X-Forwarded-* change nothing.
    public override Uri Url => url ??= new Uri($"{request.Scheme}://{request.Host}{RequestPath.Of(request)}{request.QueryString}");

    public override IEnumerable<ClaimsIdentity> Identities => request.HttpContext.User.Identities;

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext, HttpStatusCode.OK);

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => ValueTask.FromResult<HttpRequestData?>(this);
}
