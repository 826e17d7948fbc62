using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextHttpRequestExtensions
{
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpRequestDataFeature>()?.GetHttpRequestDataAsync(context) ?? ValueTask.FromResult<HttpRequestData?>(null);
    }

    public static HttpResponseData? GetHttpResponseData(this FunctionContext context) =>
        context.GetInvocationResult().Value as HttpResponseData;
}
