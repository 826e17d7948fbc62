using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Storage;

/// <summary>Stops the app at start, with a sentence, when it could not find its storage account.</summary>
public sealed class StorageOptionsValidation : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Success;
        if (options is { QueueEndpoint: not null, TableEndpoint: not null })
            return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(
            $"{StorageOptions.Section} is not set: give a connection string (UseDevelopmentStorage=true for Azurite), or " +
            $"{StorageOptions.Section}__accountName, or both {StorageOptions.Section}__queueServiceUri and {StorageOptions.Section}__tableServiceUri.");
    }
}
