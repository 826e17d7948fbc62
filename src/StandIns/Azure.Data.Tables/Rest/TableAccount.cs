using Azure.Core;
using Azure.Storage.StandIns.Shared;

namespace Azure.Data.Tables.Rest;

/// <summary>An account: how it is reached and what it is called.</summary>
internal sealed record TableAccount(TableTransport Transport, string? Name)
{
    public static TableAccount From(string connectionString, TableClientOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parsed = Parse(connectionString);
        var name = parsed.AccountName ?? StorageAccountName.Of(parsed.Endpoint);
        // The real client asks for the suffix beside a key, and for the whole endpoint beside a signature.
        if (parsed is { AccountName: not null, AccountKey: not null, SharedAccessSignature: null, Origin: not EndpointOrigin.AccountName })
        {
            var credential = new TableSharedKeyCredential(parsed.AccountName, parsed.AccountKey);
            return new(TablePipeline.Create(parsed.Endpoint, credential, options), name);
        }
        if (parsed is { AccountKey: null, SharedAccessSignature: not null, Origin: EndpointOrigin.Explicit })
            return new(TablePipeline.Create(parsed.Endpoint, new AzureSasCredential(parsed.SharedAccessSignature), options), name);
        throw new ArgumentException(
            "The connection string must hold AccountName, AccountKey and EndpointSuffix or TableEndpoint, " +
            "or else TableEndpoint and SharedAccessSignature.",
            nameof(connectionString));
    }

    public static TableAccount From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        Named(TablePipeline.Create(endpoint, credential, options));

    public static TableAccount From(Uri endpoint, TokenCredential credential, TableClientOptions? options) =>
        Named(TablePipeline.Create(endpoint, credential, options));

    public static TableAccount From(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback)
            throw new ArgumentException($"Cannot use {nameof(AzureSasCredential)} without HTTPS.", nameof(endpoint));
        return Named(TablePipeline.Create(endpoint, credential, options));
    }

    /// <summary>For an address that carries its signature.</summary>
    public static TableAccount From(Uri endpoint, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Query.Length == 0)
            throw new ArgumentException($"{nameof(endpoint)} must contain a SAS token query.", nameof(endpoint));
        return From(endpoint, new AzureSasCredential(endpoint.Query), options);
    }

    private static TableAccount Named(TableTransport transport) => new(transport, StorageAccountName.Of(transport.Endpoint));

    private static StorageConnectionString Parse(string connectionString)
    {
        try
        {
            return StorageConnectionString.Parse(connectionString, StorageService.Table);
        }
        catch (FormatException malformed)
        {
            throw new ArgumentException($"Connection string parsing error: {malformed.Message}", nameof(connectionString), malformed);
        }
    }
}
