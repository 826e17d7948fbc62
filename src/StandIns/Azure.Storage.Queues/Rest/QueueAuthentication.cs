using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues.Models;
using Azure.Storage.StandIns.Shared;

namespace Azure.Storage.Queues.Rest;

/// <summary>The policy that proves who we are, for each kind of credential; null is anonymous, or a signature in the address.</summary>
internal static class QueueAuthentication
{
    public static HttpPipelinePolicy? For(StorageConnectionString connection)
    {
        if (connection.SharedAccessSignature is { } signature)
            return new SasPolicy(new AzureSasCredential(signature));
        return connection.AccountKey is { } key
            ? new SharedKeyPolicy(new StorageSharedKeyCredential(connection.AccountName ?? QueueUri.AccountName(connection.Endpoint), key))
            : null;
    }

    public static HttpPipelinePolicy For(StorageSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new SharedKeyPolicy(credential);
    }

    public static HttpPipelinePolicy For(AzureSasCredential credential, Uri address)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (address.Query.TrimStart('?').Split('&').Any(parameter => parameter.StartsWith("sig=", StringComparison.Ordinal)))
            throw new ArgumentException("The address has a signature already, so it takes no AzureSasCredential.", nameof(address));
        return new SasPolicy(credential);
    }

    public static HttpPipelinePolicy For(TokenCredential credential, Uri address, QueueAudience? audience)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("Cannot use TokenCredential without HTTPS.");
        return new BearerTokenAuthenticationPolicy(credential, (audience ?? QueueAudience.PublicAudience).Scope);
    }
}
