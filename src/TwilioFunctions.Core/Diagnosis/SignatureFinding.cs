using System.Net;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>What follows from the match, or from there being none.</summary>
/// <param name="settings">The app's.</param>
/// <param name="request">As the app verifies it.</param>
/// <param name="result">What the app finds.</param>
/// <param name="match">What a known key signed.</param>
/// <param name="refused">The account that the request names and whose own keys sign neither.</param>
internal sealed class SignatureFinding(TwilioOptions settings, SignedRequest request, SignatureResult result, SignatureCandidate? match, string? refused)
{
    private static readonly SignatureCause[] OfTheBase = [SignatureCause.Scheme, SignatureCause.ProxyHost, SignatureCause.Port, SignatureCause.PathPrefix];

    public IReadOnlyList<SignatureCause> Causes => (result, match) switch
    {
        (SignatureResult.Valid, _) => [],
        (_, { IsOfOtherToken: true }) => [.. match.Changes, IsConfigured ? SignatureCause.OtherToken : SignatureCause.SubaccountToken],
        (_, not null) when refused is not null => [.. match.Changes, IsConfigured ? SignatureCause.OtherAccount : SignatureCause.SubaccountToken],
        (_, not null) => match.Changes,
        (SignatureResult.MissingSignature, _) => [SignatureCause.MissingSignature],
        _ when !IsSignature(request.Signature) => [SignatureCause.MalformedSignature],
        (SignatureResult.UnknownAccount, _) => [SignatureCause.SubaccountToken],
        (SignatureResult.KeyUnavailable, _) => [SignatureCause.KeyUnavailable],
        (SignatureResult.TooLarge, _) => [SignatureCause.TooLarge],
        (SignatureResult.MissingBodyHash, _) => [SignatureCause.MissingBodyHash, .. WithoutMatch],
        (SignatureResult.BodyHashMismatch, _) => [SignatureCause.WrongBodyHash],
        _ => WithoutMatch,
    };

    public IReadOnlyList<MendingSetting> Settings => [.. Causes.SelectMany(SettingsFor).DistinctBy(setting => setting.Name)];

    private SignatureCause[] WithoutMatch => UrlBase.Of(request.Url).Host switch
    {
        _ when SharesItsToken => [SignatureCause.SubaccountToken],
        // Twilio reaches no such host: it called another, of which nothing is known.
        var host when IsPrivate(host) => [SignatureCause.ProxyHost, SignatureCause.WrongToken],
        var host when host.EndsWith(".azurewebsites.net", StringComparison.OrdinalIgnoreCase) => [SignatureCause.WrongToken, SignatureCause.ProxyHost],
        _ => [SignatureCause.WrongToken],
    };

    private IEnumerable<MendingSetting> SettingsFor(SignatureCause cause) => cause switch
    {
        _ when OfTheBase.Contains(cause) => [new("Twilio__PublicBaseUrl", match?.BaseUrl ?? "<the beginning of the URL that Twilio calls: scheme, host and what comes before the app's own path>")],
        SignatureCause.WrongToken => Accounts.SelectMany(index => Tokens(index, settings.Accounts[index].AccountSid!)),
        SignatureCause.KeyUnavailable => Accounts.Select(index => new MendingSetting($"{Account(index)}AuthToken", "<a token, or a Key Vault reference that the app may read>")),
        SignatureCause.OtherToken => Accounts.Take(1).Select(index => new MendingSetting($"{Account(index)}AuthToken", "<the token that was given>")),
        SignatureCause.OtherAccount => [new($"{Account(IndexOf(refused))}ParentAccountSid", match!.AccountSid!)],
        SignatureCause.SubaccountToken => Subaccount(),
        SignatureCause.UnboundBody when request.Url.Split('?')[0].EndsWith("/twilio/call-notifications", StringComparison.Ordinal) =>
            [new("CallNotifications__AcceptUnboundSignatures", "true"), new("CallNotifications__UrlSecret", "<32 random letters, and ?secret= with them on the URL given to Twilio>")],
        _ => [],
    };

    private IEnumerable<MendingSetting> Subaccount()
    {
        if (IsConfigured)
            return Tokens(IndexOf(refused), refused!);
        var account = Account(settings.Accounts.Count);
        MendingSetting sid = new($"{account}AccountSid", refused!);
        MendingSetting token = new($"{account}AuthToken", match is { IsOfOtherToken: true } ? "<the token that was given>" : $"<the primary auth token of {refused}>");
        return match?.AccountSid is { } parent ? [sid, token, new($"{account}ParentAccountSid", parent)] : [sid, token];
    }

    private static IEnumerable<MendingSetting> Tokens(int index, string accountSid) =>
    [
        new($"{Account(index)}AuthToken", $"<the primary auth token of {accountSid}>"),
        new($"{Account(index)}SecondaryAuthToken", "<the token before or after it, while tokens are rotated>"),
    ];

    /// <summary>The account that the request names, else all.</summary>
    private IEnumerable<int> Accounts => IndexOf(refused) is >= 0 and var index ? [index] : Enumerable.Range(0, settings.Accounts.Count);

    private bool IsConfigured => refused is null || IndexOf(refused) >= 0;

    /// <summary>A subaccount's token is its own, so that one that two accounts have is the parent's.</summary>
    private bool SharesItsToken => IndexOf(refused) is >= 0 and var index
        && settings.Accounts.Where((_, other) => other != index).Any(other => other.AuthToken == settings.Accounts[index].AuthToken);

    private int IndexOf(string? accountSid) =>
        accountSid is not null && settings.FindAccount(accountSid) is { } account ? settings.Accounts.IndexOf(account) : -1;

    private static string Account(int index) => $"Twilio__Accounts__{index}__";

    private static bool IsSignature(string? header) => SignatureAlgorithm.TryDecode(header ?? "", stackalloc byte[SignatureAlgorithm.MaxSize], out _);

    private static bool IsPrivate(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsPrivate(address));

    private static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.IsIPv6LinkLocal
        || address.IsIPv6UniqueLocal
        || address.GetAddressBytes() is [10, _, _, _] or [192, 168, _, _] or [172, >= 16 and < 32, _, _] or [169, 254, _, _];
}
