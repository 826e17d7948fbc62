using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>A request that Twilio may have signed, made of the captured one by a few changes.</summary>
internal sealed class SignatureCandidate
{
    private readonly SignatureVerification verification;

    internal SignatureCandidate(SignedRequest request, UrlBase @base, IReadOnlyList<SignatureCause> changes, SignatureVerification verification)
    {
        Request = request;
        BaseUrl = @base.ToString();
        Changes = changes;
        this.verification = verification;
    }

    /// <summary>What was changed; nothing for the request as the app verifies it.</summary>
    public IReadOnlyList<SignatureCause> Changes { get; }

    /// <summary>What verifying it gave, with every known key.</summary>
    public SignatureResult Result => verification.Result;

    /// <summary>Whether a key signed it.</summary>
    public bool Matches => Result == SignatureResult.Valid;

    /// <summary>The account whose key signed it; null unless it matches by a key of the settings.</summary>
    public string? AccountSid => IsOfOtherToken ? null : verification.AccountSid;

    /// <summary><c>primary</c>, <c>secondary</c>, or <c>given</c> for a token that is not in the settings; null unless it matches.</summary>
    public string? Key => IsOfOtherToken ? OtherToken.AccountSid : verification.Key;

    /// <summary>The URL that would have been called.</summary>
    public string Url => Request.Url;

    /// <summary>
    /// The text that is signed: the URL in the form that matched, else in the likeliest one, then the sorted parameters. It holds what
    /// the request holds, phone numbers too, and is nothing for a log.
    /// </summary>
    public string SignedText => Diagnosis.SignedText.Of(Request, verification.Form);

    /// <summary>The names of the form's parameters that another candidate has with another value, doesn't have, or has beside these.</summary>
    public IReadOnlyList<string> ParametersUnlike(SignatureCandidate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (these, those) = (Parameters(this), Parameters(other));
        return [.. these.Except(those).Concat(those.Except(these)).Select(parameter => parameter.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        static FormParameters Parameters(SignatureCandidate candidate) =>
            FormParameters.Parse(SignatureVerifier.IsForm(candidate.Request) ? candidate.Request.Body.Span : default);
    }

    internal SignedRequest Request { get; }

    /// <summary>What <c>Twilio__PublicBaseUrl</c> would be for it.</summary>
    internal string BaseUrl { get; }

    internal bool IsOfOtherToken => verification.AccountSid == OtherToken.AccountSid;
}

/// <summary>The text of which a request's signature is made.</summary>
internal static class SignedText
{
    public static string Of(SignedRequest request, UrlForm form)
    {
        var url = new PublicUrl(baseUrl: null, request.Url);
        using var parameters = new SortedParameters(SignatureVerifier.IsForm(request) ? request.Body.Span : default);
        var text = new byte[url.MaxByteCount + parameters.Length];
        var length = url.Write(form, text);
        parameters.CopyTo(text.AsSpan(length));
        return Encoding.UTF8.GetString(text, 0, length + parameters.Length);
    }
}
