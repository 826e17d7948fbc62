using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// How the storage account is reached: the setting <c>AzureWebJobsStorage</c>, the same one that the Functions host uses, as a
/// connection string or as the members of an identity-based connection.
/// Source: https://learn.microsoft.com/azure/azure-functions/functions-reference#connections
/// </summary>
internal sealed class StorageOptions
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

/// <summary>Stops the app at start with a sentence for each setting with which the storage account can't be reached.</summary>
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] failures = [.. string.IsNullOrWhiteSpace(options.ConnectionString) ? IdentityBased(options) : ConnectionString(options.ConnectionString)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string[] ConnectionString(string connectionString)
    {
        if (KeyVaultReference.IsUnresolved(connectionString))
            return [KeyVaultReference.Sentence(StorageOptions.Section)];
        try
        {
            // The clients have the only parsers of it. They don't connect yet.
            _ = new QueueServiceClient(connectionString);
            _ = new TableServiceClient(connectionString);
            return [];
        }
        catch (Exception ex) when (ex is FormatException or ArgumentException or InvalidOperationException)
        {
            // Not the exception's message, which may repeat a part of the value.
            return [$"{StorageOptions.Section} isn't a valid connection string: it must be one of a storage account, or UseDevelopmentStorage=true for Azurite."];
        }
    }

    private static string[] IdentityBased(StorageOptions options)
    {
        string[] wrong =
        [
            .. ServiceUri("queueServiceUri", options.QueueServiceUri),
            .. ServiceUri("tableServiceUri", options.TableServiceUri),
            .. string.IsNullOrWhiteSpace(options.AccountName) || AccountName.IsMatch(options.AccountName)
                ? []
                : (string[])[$"{StorageOptions.Section}__accountName isn't a valid name of a storage account: it must be 3 to 24 letters and digits."],
        ];
        if (wrong.Length > 0 || options is { QueueEndpoint: not null, TableEndpoint: not null })
            return wrong;
        return
        [
            $"{StorageOptions.Section} is not set: give a connection string (UseDevelopmentStorage=true for Azurite), or " +
            $"{StorageOptions.Section}__accountName, or both {StorageOptions.Section}__queueServiceUri and {StorageOptions.Section}__tableServiceUri.",
        ];
    }

    // The clients send a token of an identity over https alone.
    private static IEnumerable<string> ServiceUri(string setting, Uri? url) =>
        url is null or { IsAbsoluteUri: true, Scheme: "https" } ? [] : [$"{StorageOptions.Section}__{setting} must be an absolute https URL."];

    // https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name
    [GeneratedRegex("^[A-Za-z0-9]{3,24}$")]
    private static partial Regex AccountName { get; }
}

/// <summary>Registers the clients of the storage account.</summary>
internal static class StorageRegistration
{
    /// <summary>The key of the <see cref="QueueServiceClient"/> that reads and writes messages as they are; the other one encodes them as base64.</summary>
    public const string RawQueues = "raw";

    /// <summary>Registers <see cref="TableServiceClient"/>, <see cref="QueueServiceClient"/> and what makes their tables and queues.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Configure(options => options.ConnectionString = configuration[StorageOptions.Section])
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton(provider => TablesOf(provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        // base64, as host.json says and as the host expects unless told otherwise.
        services.AddSingleton(provider => CreateQueues(provider, QueueMessageEncoding.Base64));
        services.AddKeyedSingleton(RawQueues, (provider, _) => CreateQueues(provider, QueueMessageEncoding.None));
        services.AddHostedService<StorageInitializer>();
        return services;
    }

    private static TableServiceClient TablesOf(StorageOptions options) =>
        string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new TableServiceClient(options.TableEndpoint!, CredentialOf(options))
            : new TableServiceClient(options.ConnectionString);

    private static QueueServiceClient CreateQueues(IServiceProvider provider, QueueMessageEncoding encoding)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var clientOptions = new QueueClientOptions { MessageEncoding = encoding };
        return string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new QueueServiceClient(options.QueueEndpoint!, CredentialOf(options), clientOptions)
            : new QueueServiceClient(options.ConnectionString, clientOptions);
    }

    private static DefaultAzureCredential CredentialOf(StorageOptions options) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
}
