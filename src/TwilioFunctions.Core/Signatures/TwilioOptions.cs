using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Whose requests are accepted, and under which URL Twilio sends them: section <c>Twilio</c>.</summary>
internal sealed class TwilioOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Twilio";

    /// <summary>
    /// Scheme, host and, where they are part of the URLs given to Twilio, user info, port and a path that a proxy takes away:
    /// <c>https://user:password@api.example.com/hooks</c>. Written as in the URLs given to Twilio, which signs them letter by letter.
    /// Without it: <c>https://{WEBSITE_HOSTNAME}</c> in Azure, elsewhere what the request itself says.
    /// </summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>False accepts every request. The app refuses to start so in Azure.</summary>
    public bool VerifySignatures { get; set; } = true;

    /// <summary>The accounts; at least one.</summary>
    [MinLength(1, ErrorMessage = "Twilio__Accounts__0__AccountSid is not set: name at least one Twilio account.")]
    public IList<TwilioAccountOptions> Accounts { get; } = [];

    /// <summary>The configured account of this SID, whatever the case of its letters; null when there is none.</summary>
    public TwilioAccountOptions? FindAccount(string? accountSid) =>
        Accounts.FirstOrDefault(account => string.Equals(account.AccountSid, accountSid, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A Twilio account whose webhooks are accepted, and its keys.</summary>
internal sealed class TwilioAccountOptions
{
    /// <summary><c>AC</c> and 32 hexadecimal digits.</summary>
    public string? AccountSid { get; set; }

    /// <summary>The primary auth token, which signs the account's webhooks. A subaccount has one of its own.</summary>
    public string? AuthToken { get; set; }

    /// <summary>
    /// The secondary auth token, accepted as well. Set it before it is promoted, so that no webhook is refused meanwhile:
    /// https://www.twilio.com/docs/iam/api/authtoken.
    /// </summary>
    public string? SecondaryAuthToken { get; set; }

    /// <summary>A configured account whose keys are tried after this one's: a parent's sink can carry a subaccount's events.</summary>
    public string? ParentAccountSid { get; set; }

    /// <summary>The API keys whose access tokens prove who a device belongs to. Several at once, so that one can be replaced.</summary>
    public IList<TwilioApiKeyOptions> ApiKeys { get; } = [];
}

/// <summary>An API key of an account: https://www.twilio.com/docs/iam/api-keys.</summary>
internal sealed class TwilioApiKeyOptions
{
    /// <summary><c>SK</c> and 32 hexadecimal digits.</summary>
    public string? Sid { get; set; }

    /// <summary>The secret that signs the account's access tokens.</summary>
    public string? Secret { get; set; }
}

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

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed partial class TwilioOptionsValidator(AzureHosting hosting) : IValidateOptions<TwilioOptions>
{
    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        string[] failures = [.. Annotations(options), .. Base(options), .. Accounts(options.Accounts), .. ApiKeys(options.Accounts)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Not ValidateDataAnnotations(), which wraps each sentence in one of its own.
    private static IEnumerable<string> Annotations(TwilioOptions options)
    {
        var failures = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true);
        return failures.Select(failure => failure.ErrorMessage!);
    }

    private IEnumerable<string> Base(TwilioOptions options)
    {
        if (hosting.InAzure && !options.VerifySignatures)
            yield return "Twilio__VerifySignatures is false: in Azure the app only starts with signatures verified.";

        if (options.PublicBaseUrl is null)
        {
            if (hosting.InAzure)
                yield return "Twilio__PublicBaseUrl is not set, and Azure gives no WEBSITE_HOSTNAME to use in its place.";
        }
        else if (!IsHttp(options.PublicBaseUrl))
        {
            yield return "Twilio__PublicBaseUrl is not an absolute http or https URL.";
        }
        else if (options.PublicBaseUrl.AsSpan().ContainsAny('?', '#'))
        {
            yield return "Twilio__PublicBaseUrl has a query or a fragment: it is scheme, host and path prefix alone.";
        }
    }

    private static IEnumerable<string> Accounts(IList<TwilioAccountOptions> accounts)
    {
        for (var index = 0; index < accounts.Count; index++)
        {
            var account = accounts[index];
            var setting = $"Twilio__Accounts__{index}__";
            if (string.IsNullOrEmpty(account.AccountSid))
                yield return $"{setting}AccountSid is not set.";
            else if (!AccountSid.IsMatch(account.AccountSid))
                yield return $"{setting}AccountSid is not an Account SID: AC and 32 hexadecimal digits.";
            else if (accounts.Take(index).Any(other => IsSame(other.AccountSid, account.AccountSid)))
                yield return $"{setting}AccountSid repeats an account that is configured above it.";

            if (string.IsNullOrEmpty(account.AuthToken))
                yield return account.AuthToken is null ? $"{setting}AuthToken is not set." : $"{setting}AuthToken is empty: it must be the account's auth token.";

            if (account.ParentAccountSid is null)
                continue;
            if (ParentOf(account, accounts) is null)
                yield return $"{setting}ParentAccountSid is not the AccountSid of a configured account.";
            else if (IsItsOwnAncestor(account, accounts))
                yield return $"{setting}ParentAccountSid makes the account its own parent.";
        }
    }

    private static IEnumerable<string> ApiKeys(IList<TwilioAccountOptions> accounts)
    {
        var sids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (account, index) in accounts.Select((account, index) => (account, index)))
        {
            for (var place = 0; place < account.ApiKeys.Count; place++)
            {
                var key = account.ApiKeys[place];
                var setting = $"Twilio__Accounts__{index}__ApiKeys__{place}__";
                if (string.IsNullOrEmpty(key.Sid))
                    yield return $"{setting}Sid is not set.";
                else if (!ApiKeySid.IsMatch(key.Sid))
                    yield return $"{setting}Sid is not the SID of an API key: SK and 32 hexadecimal digits.";
                else if (!sids.Add(key.Sid))
                    yield return $"{setting}Sid repeats an API key that is configured above it.";

                if (string.IsNullOrEmpty(key.Secret))
                    yield return key.Secret is null ? $"{setting}Secret is not set." : $"{setting}Secret is empty: it must be the secret of the API key.";
            }
        }
    }

    private static bool IsItsOwnAncestor(TwilioAccountOptions account, IList<TwilioAccountOptions> accounts)
    {
        var ancestor = ParentOf(account, accounts);
        for (var generation = 0; ancestor is not null && generation < accounts.Count; generation++)
        {
            if (IsSame(ancestor.AccountSid, account.AccountSid))
                return true;
            ancestor = ParentOf(ancestor, accounts);
        }

        return false;
    }

    private static TwilioAccountOptions? ParentOf(TwilioAccountOptions account, IList<TwilioAccountOptions> accounts) =>
        account.ParentAccountSid is null ? null : accounts.FirstOrDefault(other => IsSame(other.AccountSid, account.ParentAccountSid));

    private static bool IsSame(string? accountSid, string? other) => string.Equals(accountSid, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !text.Contains('\\');

    [GeneratedRegex("^AC[0-9a-fA-F]{32}$")]
    private static partial Regex AccountSid { get; }

    [GeneratedRegex("^SK[0-9a-fA-F]{32}$")]
    private static partial Regex ApiKeySid { get; }
}

/// <summary>Registers what verifies signatures.</summary>
internal static class TwilioSignatures
{
    /// <summary>
    /// Adds the <see cref="SignatureVerifier"/> and its <see cref="TwilioOptions"/>, which are checked when the app starts.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration, with the environment variables that Azure sets.</param>
    public static IServiceCollection AddTwilioSignatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TwilioOptions, TwilioOptionsValidator>(configuration.GetSection(TwilioOptions.Section));
        return services
            .AddSingleton(AzureHosting.From(configuration))
            .AddSingleton<IPostConfigureOptions<TwilioOptions>, ConfigureTwilioOptions>()
            .AddSingleton<SignatureVerifier>();
    }
}
