using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>One operation of the service, to be sent on its own or as part of a transaction.</summary>
internal sealed record TableRequest(RequestMethod Method, string Path)
{
    public const string Json = "application/json";
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    public TableQuery Query { get; init; } = TableQuery.Empty;

    public ETag? IfMatch { get; init; }

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string BodyType { get; init; } = Json;

    /// <summary>Whether the service is asked not to send back what it stored.</summary>
    public bool ReturnsNoContent { get; init; }

    /// <summary>A status that is an answer to this operation and no error, beside the successful ones.</summary>
    public int? AlsoAccepted { get; init; }

    public IEnumerable<(string Name, string Value)> Headers()
    {
        yield return ("DataServiceVersion", "3.0");
        yield return ("Accept", MinimalMetadata);
        if (ReturnsNoContent)
            yield return ("Prefer", "return-no-content");
        if (IfMatch is { } etag)
            yield return ("If-Match", etag.ToString());
        if (Body is not null)
            yield return ("Content-Type", BodyType);
    }

    public Uri AddressAt(Uri endpoint) => new($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Path}{Query}");
}
