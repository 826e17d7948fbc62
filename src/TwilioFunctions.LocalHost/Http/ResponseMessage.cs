using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TwilioFunctions.LocalHost.Worker;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>Writes a function's result as an HTTP response.</summary>
internal static class ResponseMessage
{
    private static readonly HashSet<string> Framing = new(["Content-Length", "Transfer-Encoding"], StringComparer.OrdinalIgnoreCase);

    private const string Json = "application/json; charset=utf-8";

    /// <param name="response">The response to write.</param>
    /// <param name="invocation">The result that the worker sent.</param>
    /// <param name="output">The name of the function's HTTP output; null if it returns no response.</param>
    public static Task WriteAsync(HttpResponse response, InvocationResponse invocation, string? output)
    {
        var value = output is null or FunctionDescription.ReturnValue
            ? invocation.ReturnValue
            : invocation.OutputData.FirstOrDefault(data => data.Name == output)?.Data;
        return value?.DataCase switch
        {
            TypedData.DataOneofCase.Http => WriteAsync(response, value.Http),
            TypedData.DataOneofCase.String => WriteAsync(response, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(value.String)),
            TypedData.DataOneofCase.Json => WriteAsync(response, Json, Encoding.UTF8.GetBytes(value.Json)),
            TypedData.DataOneofCase.Bytes => WriteAsync(response, "application/octet-stream", value.Bytes.Memory),
            TypedData.DataOneofCase.Int => WriteAsync(response, Json, Encoding.UTF8.GetBytes(value.Int.ToString(CultureInfo.InvariantCulture))),
            TypedData.DataOneofCase.Double => WriteAsync(response, Json, Encoding.UTF8.GetBytes(value.Double.ToString("R", CultureInfo.InvariantCulture))),
            _ => WriteNothing(response),
        };
    }

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

    private static Task WriteAsync(HttpResponse response, HttpData http)
    {
        if (!int.TryParse(http.StatusCode, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 200 or > 999)
            throw new FunctionFailedException($"The function returned the status '{http.StatusCode}', which isn't a valid status of a response.");
        response.StatusCode = status;
        foreach (var (name, value) in http.Headers)
        {
            // The server frames the body.
            if (!Framing.Contains(name))
                response.Headers[name] = value;
        }

        foreach (var cookie in http.Cookies)
            response.Cookies.Append(cookie.Name, cookie.Value, OptionsOf(cookie));

        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified
            || http.Body?.DataCase != TypedData.DataOneofCase.Bytes)
            return Task.CompletedTask;
        response.ContentLength = http.Body.Bytes.Length;
        return response.Body.WriteAsync(http.Body.Bytes.Memory).AsTask();
    }

    private static CookieOptions OptionsOf(Cookie cookie) => new()
    {
        Domain = cookie.Domain?.Value,
        Path = cookie.Path?.Value,
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds.Value) : null,
        Secure = cookie.Secure?.Value ?? false,
        HttpOnly = cookie.HttpOnly?.Value ?? false,
        SameSite = cookie.SameSite switch
        {
            Cookie.Types.SameSite.Lax => SameSiteMode.Lax,
            Cookie.Types.SameSite.Strict => SameSiteMode.Strict,
            Cookie.Types.SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };
}
