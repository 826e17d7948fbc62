using System.Text;
using System.Text.Unicode;
using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.Http;

/// <summary>
/// Reads the path of a request. A route parameter would keep <c>%2F</c>; here it is a slash. <c>%252F</c> is a slash, too: the host decodes
/// the path and encodes it again without the difference. Segments are counted from the end, since the route prefix is a setting.
/// </summary>
internal static class RequestPath
{
    /// <summary>A segment, decoded: 1 is the last. Null for one whose percent escapes are none, or no UTF-8.</summary>
    public static string? Segment(this HttpRequestData request, int fromEnd) => Decode(RawSegment(request, fromEnd));

    /// <summary>The path as it was received, without the query.</summary>
    public static string RawPath(this HttpRequestData request)
    {
        var url = request.Url.OriginalString;
        var authority = url.IndexOf("://", StringComparison.Ordinal);
        var start = authority < 0 ? 0 : url.IndexOf('/', authority + 3);
        return start < 0 ? "/" : url[start..].Split('?', 2)[0];
    }

    private static string RawSegment(HttpRequestData request, int fromEnd)
    {
        var segments = request.RawPath().TrimEnd('/').Split('/');
        return fromEnd <= segments.Length ? segments[^fromEnd] : "";
    }

    private static string? Decode(string segment)
    {
        var bytes = Encoding.UTF8.GetBytes(segment);
        var length = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] != '%')
            {
                bytes[length++] = bytes[index];
                continue;
            }
            if (index + 2 >= bytes.Length || !char.IsAsciiHexDigit((char)bytes[index + 1]) || !char.IsAsciiHexDigit((char)bytes[index + 2]))
                return null;
            bytes[length++] = (byte)((Value(bytes[index + 1]) << 4) | Value(bytes[index + 2]));
            index += 2;
        }
        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static int Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
