using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using TwilioFunctions.LocalHost.Worker;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>
/// Makes the worker's message of an HTTP request, as the host in Azure does:
/// https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.Grpc/MessageExtensions/GrpcMessageConversionExtensions.cs
/// </summary>
internal static class RequestMessage
{
    /// <summary>
    /// Returns whether the worker can read the request's URL. With an invalid Host header (<c>a..b</c>, <c>xn--</c>) it can't, and the host
    /// in Azure responds 500.
    /// </summary>
    public static bool HasValidUrl(HttpRequest request)
    {
        try
        {
            return Uri.TryCreate(UrlOf(request), UriKind.Absolute, out _);
        }
        catch (ArgumentException)
        {
            // The host's Punycode can't be decoded.
            return false;
        }
    }

    public static async Task<InvocationRequest> CreateAsync(string id, string parameter, HttpRequest request, CancellationToken cancellationToken)
    {
        var http = new HttpData { Method = request.Method, Url = UrlOf(request) };
        foreach (var (name, value) in request.Query)
            http.NullableQuery[name] = new NullableString { Value = value.ToString() };
        foreach (var (name, value) in request.Headers)
            http.NullableHeaders[name.ToLowerInvariant()] = new NullableString { Value = value.ToString() };
        foreach (var (name, value) in request.RouteValues)
        {
            if (value?.ToString() is { } text)
                http.NullableParams[name] = new NullableString { Value = text };
        }

        // A body without a length (Transfer-Encoding: chunked) isn't handed on, as in Azure.
        var body = request.ContentLength > 0 ? await ReadAsync(request, cancellationToken) : null;
        if (body is not null)
            http.Body = new TypedData { Bytes = UnsafeByteOperations.UnsafeWrap(body) };

        var message = new InvocationRequest
        {
            InvocationId = id,
            TraceContext = TraceParent.Continue(request.Headers.TraceParent, request.Headers.TraceState),
        };
        message.InputData.Add(new ParameterBinding { Name = parameter, Data = new TypedData { Http = http } });
        AddTriggerMetadata(message, request, body);
        return message;
    }

    // The path is encoded anew, the query stays as it was sent, and X-Forwarded-* change nothing.
    private static string UrlOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}";

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Not zeroed: the bytes that a client only promises cost nothing then.
        var body = GC.AllocateUninitializedArray<byte>((int)request.ContentLength!.Value);
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    /// <summary>Adds the members of a JSON body, then the query without the function key, then the route. Later values win.</summary>
    private static void AddTriggerMetadata(InvocationRequest message, HttpRequest request, byte[]? body)
    {
        var metadata = new TriggerMetadata();
        if (body is not null && request.HasJsonContentType())
            metadata.AddMembers(Encoding.UTF8.GetString(body));
        foreach (var (name, value) in request.Query)
        {
            if (!name.Equals("code", StringComparison.OrdinalIgnoreCase))
                metadata.Add(name, value.ToString());
        }

        foreach (var (name, value) in request.RouteValues)
            metadata.Add(name, value?.ToString());
        metadata.AddIfMissing("Query", request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        metadata.AddIfMissing("Headers", request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        metadata.CopyTo(message);
    }
}
