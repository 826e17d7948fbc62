using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Storage;

/// <summary>Registers the clients of the storage account.</summary>
public static class StorageRegistration
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
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidation>();
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
