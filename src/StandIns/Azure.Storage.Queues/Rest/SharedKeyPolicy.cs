using System.Globalization;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>
/// Signs each try anew, since the service refuses a date that is older than 15 minutes.
/// https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
/// </summary>
internal sealed class SharedKeyPolicy(StorageSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture));
        request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{credential.Sign(StringToSign(request))}");
    }

    private string StringToSign(Request request)
    {
        var text = new StringBuilder();
        text.Append(request.Method.Method).Append('\n');
        text.Append(Header(request, "Content-Encoding")).Append('\n');
        text.Append(Header(request, "Content-Language")).Append('\n');
        text.Append(ContentLength(request)).Append('\n');
        text.Append(Header(request, "Content-MD5")).Append('\n');
        text.Append(Header(request, "Content-Type")).Append('\n');
        // Empty, because the date is in x-ms-date.
        text.Append('\n');
        text.Append(Header(request, "If-Modified-Since")).Append('\n');
        text.Append(Header(request, "If-Match")).Append('\n');
        text.Append(Header(request, "If-None-Match")).Append('\n');
        text.Append(Header(request, "If-Unmodified-Since")).Append('\n');
        text.Append(Header(request, "Range")).Append('\n');
        AppendStorageHeaders(text, request);
        AppendResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    private static string? Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : null;

    private static string ContentLength(Request request) =>
        request.Content is not null && request.Content.TryComputeLength(out var length) && length > 0
            ? length.ToString(CultureInfo.InvariantCulture)
            : "";

    private static void AppendStorageHeaders(StringBuilder text, Request request)
    {
        var headers = request.Headers
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => SortKey(header.Name), StringComparer.Ordinal);
        foreach (var (name, value) in headers)
            text.Append(name).Append(':').Append(value).Append('\n');
    }

    /// <summary>Storage sorts as people do, the underscore before the digits; the names of metadata may hold both.</summary>
    private static string SortKey(string name) => name.Replace('_', '.');

    private void AppendResource(StringBuilder text, Uri uri)
    {
        // As encoded as it is sent, while the query is decoded.
        text.Append('/').Append(credential.AccountName).Append(uri.AbsolutePath);
        var parameters = uri.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Select(parameter => (Name: Decode(parameter[0]).ToLowerInvariant(), Value: Decode(parameter.ElementAtOrDefault(1) ?? "")))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            text.Append('\n').Append(name).Append(':').Append(value);
    }

    private static string Decode(string encoded) => WebUtility.UrlDecode(encoded);
}
