using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StandIns.Tests.Queues;

internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<RecordedRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var headers = request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new RecordedRequest(request.Method, target, headers, await reader.ReadToEndAsync());
    }
}
