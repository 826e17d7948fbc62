using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Net.Http.Headers;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Makes the answer from what an HTTP function returned.</summary>
internal static class HttpResult
{
    public static Task WriteAsync(HttpResponse response, object? result, FunctionContext context) => result switch
    {
        null => WriteNothing(response),
        HttpResponseData data => WriteAsync(response, data),
        string text => WriteAsync(response, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text)),
        byte[] bytes => WriteAsync(response, "application/octet-stream", bytes),
        _ => WriteAsync(response, "application/json; charset=utf-8", context.GetSerializer().Serialize(result).ToMemory()),
    };

    private static Task WriteNothing(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpResponse response, string contentType, ReadOnlyMemory<byte> body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private static async Task WriteAsync(HttpResponse response, HttpResponseData data)
    {
        response.StatusCode = (int)data.StatusCode;
        foreach (var (name, values) in data.Headers)
        {
            if (!IsFraming(name))
                response.Headers[name] = string.Join(',', values);
        }
        (data.Cookies as LocalHttpCookies)?.WriteTo(response);

        if (!data.Body.CanRead || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return;
        if (data.Body.CanSeek)
        {
            data.Body.Position = 0;
            response.ContentLength = data.Body.Length;
        }
        await data.Body.CopyToAsync(response.Body);
    }

    /// <summary>How the body is framed is the server's to say.</summary>
    private static bool IsFraming(string header) =>
        header.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ||
        header.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase);
}
