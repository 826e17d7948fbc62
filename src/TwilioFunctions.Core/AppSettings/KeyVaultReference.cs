namespace TwilioFunctions.Core.AppSettings;

/// <summary>A setting whose value is still the reference because Azure could not resolve it.</summary>
internal static class KeyVaultReference
{
    /// <summary>Whether it is one: https://learn.microsoft.com/azure/app-service/app-service-key-vault-references.</summary>
    public static bool IsUnresolved(string? value) => value?.StartsWith("@Microsoft.", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The sentence about it.</summary>
    public static string Sentence(string setting) => $"{setting} is a Key Vault reference that Azure could not resolve.";
}
