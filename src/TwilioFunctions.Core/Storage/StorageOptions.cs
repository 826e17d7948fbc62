namespace TwilioFunctions.Core.Storage;

/// <summary>
/// How the storage account is reached: the setting <c>AzureWebJobsStorage</c>, the same one that the Functions host uses, as a
/// connection string or as the members of an identity-based connection.
/// Source: https://learn.microsoft.com/azure/azure-functions/functions-reference#connections
/// </summary>
public sealed class StorageOptions
{
    /// <summary>The name of the setting and of the section.</summary>
    public const string Section = "AzureWebJobsStorage";

    /// <summary>A connection string, or <c>UseDevelopmentStorage=true</c> for Azurite; null where an identity is used.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The storage account's name; the endpoints are then the public cloud's.</summary>
    public string? AccountName { get; set; }

    /// <summary>For instance <c>https://account.queue.core.windows.net</c>.</summary>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>For instance <c>https://account.table.core.windows.net</c>.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>The client id of a user-assigned managed identity; null for the system-assigned one or a developer's own sign-in.</summary>
    public string? ClientId { get; set; }

    /// <summary>The queue endpoint of an identity-based connection.</summary>
    public Uri? QueueEndpoint => QueueServiceUri ?? EndpointOf("queue");

    /// <summary>The table endpoint of an identity-based connection.</summary>
    public Uri? TableEndpoint => TableServiceUri ?? EndpointOf("table");

    private Uri? EndpointOf(string service) =>
        !string.IsNullOrWhiteSpace(AccountName) && Uri.TryCreate($"https://{AccountName}.{service}.core.windows.net", UriKind.Absolute, out var endpoint)
            ? endpoint
            : null;
}
