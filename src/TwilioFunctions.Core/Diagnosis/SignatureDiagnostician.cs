using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>
/// Finds out why a request's signature does not hold: it verifies the request as the app does, then as it may have been before
/// proxies and frameworks changed it (https://www.twilio.com/docs/api/errors/57012), with the keys of all accounts. It sends nothing
/// and keeps nothing. Safe to use from many threads.
/// </summary>
internal sealed class SignatureDiagnostician
{
    private readonly TwilioOptions settings;
    private readonly string? baseUrl;
    private readonly SignatureVerifier strict;
    private readonly SignatureVerifier anyKey;

    /// <summary>For settings as the app has them.</summary>
    /// <param name="settings">The app's settings; <see cref="TwilioOptions.VerifySignatures"/> is taken for true.</param>
    /// <param name="otherToken">A token that is tried as well though it is in no setting; null for none.</param>
    /// <exception cref="OptionsValidationException">The app would not start with these settings; it says why.</exception>
    public SignatureDiagnostician(TwilioOptions settings, string? otherToken = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var validation = new TwilioOptionsValidator(new AzureHosting(InAzure: false, HostName: null)).Validate(null, settings);
        if (validation.Failed)
            throw new OptionsValidationException(TwilioOptions.Section, typeof(TwilioOptions), validation.Failures);

        this.settings = settings;
        baseUrl = settings.PublicBaseUrl?.TrimEnd('/');
        // Every candidate has its whole URL, so that no base is put in its place.
        strict = VerifierOf(settings.Accounts);
        anyKey = otherToken is null ? strict : VerifierOf([.. settings.Accounts, OtherToken.AccountOf(otherToken)]);
    }

    /// <summary>Diagnoses any text and any bytes; never throws.</summary>
    /// <param name="request">What was captured.</param>
    public SignatureDiagnosis Diagnose(CapturedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var url = CapturedUrl.Of(request.Url, baseUrl);
        var verified = request.ToSigned() with { Url = url.VerifiedText };
        var accountSids = NamedAccounts.Of(verified);
        var (result, refused) = VerifyAsTheApp(verified, accountSids);

        SignatureCandidate[] candidates =
        [
            .. Candidates.Of(request, url)
                .Select(candidate => new SignatureCandidate(candidate.Request, candidate.Base, candidate.Changes, anyKey.Verify(candidate.Request, accountSid: null))),
        ];
        var match = result == SignatureResult.Valid ? candidates[0] : candidates.FirstOrDefault(candidate => candidate.Matches);
        var finding = new SignatureFinding(settings, verified, result, match, match is null ? refused : VerifyAsTheApp(match.Request, accountSids).Refused);
        return new SignatureDiagnosis
        {
            Result = result,
            AccountSids = accountSids,
            Candidates = candidates,
            Match = match,
            Causes = finding.Causes,
            Settings = finding.Settings,
        };
    }

    /// <summary>The first account that the signature does not hold for decides, as in the app.</summary>
    private (SignatureResult Result, string? Refused) VerifyAsTheApp(SignedRequest request, string[] accountSids)
    {
        foreach (var accountSid in accountSids)
        {
            var result = strict.Verify(request, accountSid).Result;
            if (result != SignatureResult.Valid)
                return (result, accountSid);
        }

        return (accountSids.Length > 0 ? SignatureResult.Valid : strict.Verify(request, accountSid: null).Result, null);
    }

    private static SignatureVerifier VerifierOf(IEnumerable<TwilioAccountOptions> accounts)
    {
        var options = new TwilioOptions();
        foreach (var account in accounts)
            options.Accounts.Add(account);
        return new SignatureVerifier(Options.Create(options));
    }
}

/// <summary>Why a request is refused, and what mends it.</summary>
internal sealed record SignatureDiagnosis
{
    /// <summary>What the running app would find. Its compatibility mode for call notifications is not taken into account.</summary>
    public required SignatureResult Result { get; init; }

    /// <summary>The accounts that the request names, whose keys the app tries; with none, it tries those of all accounts.</summary>
    public required IReadOnlyList<string> AccountSids { get; init; }

    /// <summary>
    /// What was tried: first the request as the app verifies it, then the likeliest others, those with the fewest changes first.
    /// </summary>
    public required IReadOnlyList<SignatureCandidate> Candidates { get; init; }

    /// <summary>The one with the fewest changes that a known key signed; null when none did.</summary>
    public required SignatureCandidate? Match { get; init; }

    /// <summary>Why the app refuses the request, or most likely does; none when it accepts it.</summary>
    public required IReadOnlyList<SignatureCause> Causes { get; init; }

    /// <summary>The settings that make the app accept it; none where no setting can.</summary>
    public required IReadOnlyList<MendingSetting> Settings { get; init; }
}
