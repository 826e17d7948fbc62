using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal static class RequestBody
{
    // A length is only announced; memory is given when the bytes arrive.
    private const int LargestFirstBuffer = 64 * 1024;

    /// <summary>The bytes as they were sent, in memory as in the real host.</summary>
    public static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, LargestFirstBuffer));
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        return body;
    }
}
