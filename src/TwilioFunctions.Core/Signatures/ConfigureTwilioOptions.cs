using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Takes away the whitespace that comes with pasted settings, and fills in the base URL that the app has in Azure.</summary>
internal sealed class ConfigureTwilioOptions(AzureHosting hosting) : IPostConfigureOptions<TwilioOptions>
{
    public void PostConfigure(string? name, TwilioOptions options)
    {
        foreach (var account in options.Accounts)
        {
            account.AccountSid = account.AccountSid?.Trim();
            account.AuthToken = account.AuthToken?.Trim();
            account.SecondaryAuthToken = account.SecondaryAuthToken?.Trim();
            account.ParentAccountSid = NullIfEmpty(account.ParentAccountSid?.Trim());
            foreach (var key in account.ApiKeys)
            {
                key.Sid = key.Sid?.Trim();
                key.Secret = key.Secret?.Trim();
            }
        }

        options.PublicBaseUrl = NullIfEmpty(options.PublicBaseUrl?.Trim());
        if (hosting is { InAzure: true, HostName.Length: > 0 })
            options.PublicBaseUrl ??= $"https://{hosting.HostName}";
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
