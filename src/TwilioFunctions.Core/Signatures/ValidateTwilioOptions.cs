using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed partial class ValidateTwilioOptions(AzureHosting hosting) : IValidateOptions<TwilioOptions>
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
