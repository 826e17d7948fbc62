using System.Buffers;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// Proves that a request is Twilio's: https://www.twilio.com/docs/usage/webhooks/webhooks-security. Any bytes may be given to it; it
/// never throws. Our own, because the stock <c>Twilio.Security.RequestValidator</c> knows one key, throws on hostile input and joins
/// repeated parameters. Safe to use from many threads.
/// </summary>
internal sealed class SignatureVerifier(IOptions<TwilioOptions> options)
{
    /// <summary>A larger form is not read: what is kept of one is half as large, and sorting it is work that anybody may ask for.</summary>
    public const int MaxFormBytes = 2 * 1024 * 1024;

    /// <summary>A form of more parameters is not read: each takes many times its size to be sorted, and Twilio sends some dozens.</summary>
    public const int MaxFormParameters = 65_536;

    private const string FormMediaType = "application/x-www-form-urlencoded";

    private readonly string? baseUrl = options.Value.PublicBaseUrl?.TrimEnd('/');
    private readonly bool verifies = options.Value.VerifySignatures;
    private readonly KeyRing keyRing = new(options.Value.Accounts);

    /// <summary>How many accounts have a key that cannot be read; requests that no other key proves are <see cref="SignatureResult.KeyUnavailable"/>.</summary>
    public int UnreadableAccounts => keyRing.UnreadableAccounts;

    /// <summary>Verifies a request with the keys of the account that it names.</summary>
    /// <param name="request">What was received.</param>
    /// <param name="accountSid">
    /// The account that the request names, not to be trusted for anything else before the result is in. Null when it names none: the
    /// keys of all configured accounts are tried.
    /// </param>
    public SignatureVerification Verify(SignedRequest request, string? accountSid) => Verify(request, accountSid, baseUrl);

    /// <summary>
    /// Verifies the signature of the bare origin: scheme, user info, host and port of the URL that Twilio called, with or without a
    /// slash. It covers nothing else of the request, which is why nobody outside Core may ask for it.
    /// </summary>
    internal SignatureVerification VerifyOrigin(SignedRequest request, string? accountSid) =>
        Verify(new SignedRequest("GET", PublicUrl.OriginOf(baseUrl ?? request.Url), request.Signature, null, default), accountSid, baseUrl: null);

    private SignatureVerification Verify(SignedRequest request, string? accountSid, string? baseUrl)
    {
        if (!verifies)
            return new(SignatureResult.Valid, baseUrl, request.Url);
        if (string.IsNullOrEmpty(request.Signature))
            return new(SignatureResult.MissingSignature, baseUrl, request.Url);
        if (keyRing.For(accountSid) is not { } keys)
            return new(SignatureResult.UnknownAccount, baseUrl, request.Url);

        Span<byte> signature = stackalloc byte[SignatureAlgorithm.MaxSize];
        if (!SignatureAlgorithm.TryDecode(request.Signature, signature, out var length))
            return new(SignatureResult.Mismatch, baseUrl, request.Url);

        var url = new PublicUrl(baseUrl, request.Url);
        var hasHash = BodyHash.TryFind(url.Query, out var hash, out var ambiguous);
        if (ambiguous)
            return new(SignatureResult.BodyHashMismatch, baseUrl, request.Url);

        var isForm = IsForm(request);
        if (isForm && IsTooLarge(request.Body.Span))
            return new(SignatureResult.TooLarge, baseUrl, request.Url);

        using var parameters = new SortedParameters(isForm ? request.Body.Span : default);
        // What the parameters do not bind to the signature, the hash must: else a body could be taken away or put in its place. A GET
        // has its parameters in the URL, and was seen with a bodySHA256 of nothing that arrives with it.
        var needsHash = parameters.Length == 0 && !(IsGet(request) && request.Body.IsEmpty);
        if (needsHash && !hasHash && !isForm)
            return new(SignatureResult.MissingBodyHash, baseUrl, request.Url);

        var key = FindKey(keys.Keys, url, parameters, signature[..length], out var form);
        if (key is null)
            return new(keys.SomeUnavailable ? SignatureResult.KeyUnavailable : SignatureResult.Mismatch, baseUrl, request.Url);

        return needsHash && hasHash && !BodyHash.Matches(hash, request.Body.Span)
            ? new(SignatureResult.BodyHashMismatch, baseUrl, request.Url)
            : new SignatureVerification(SignatureResult.Valid, baseUrl, request.Url, form, key);
    }

    private static SigningKey? FindKey(
        SigningKey[] keys, PublicUrl url, in SortedParameters parameters, ReadOnlySpan<byte> signature, out UrlForm matching)
    {
        var message = ArrayPool<byte>.Shared.Rent(url.MaxByteCount + parameters.Length);
        try
        {
            foreach (var form in UrlForm.All)
            {
                if (!url.Has(form))
                    continue;

                var length = url.Write(form, message);
                parameters.CopyTo(message.AsSpan(length));
                length += parameters.Length;
                foreach (var key in keys)
                {
                    if (!key.Signed(message.AsSpan(0, length), signature))
                        continue;
                    matching = form;
                    return key;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message, clearArray: true);
        }

        matching = default;
        return null;
    }

    private static bool IsTooLarge(ReadOnlySpan<byte> form) => form.Length > MaxFormBytes || form.Count((byte)'&') >= MaxFormParameters;

    private static bool IsGet(in SignedRequest request) =>
        string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its parameters are signed: a POST without a body and a content type has none, as it is for Twilio's npm package.</summary>
    internal static bool IsForm(in SignedRequest request)
    {
        if (IsGet(request))
            return false;

        var mediaType = request.ContentType.AsSpan();
        var parameters = mediaType.IndexOf(';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim();
        return mediaType.IsEmpty ? request.Body.IsEmpty : mediaType.Equals(FormMediaType, StringComparison.OrdinalIgnoreCase);
    }
}
