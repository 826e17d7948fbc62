namespace TwilioFunctions.Core.Signatures;

/// <summary>What the verification of a request found.</summary>
internal readonly record struct SignatureVerification
{
    private readonly string? baseUrl;
    private readonly string? received;

    internal SignatureVerification(SignatureResult result, string? baseUrl, string received, UrlForm form = default, SigningKey? key = null)
    {
        Result = result;
        AccountSid = key?.AccountSid;
        Key = key?.Place;
        this.baseUrl = baseUrl;
        this.received = received;
        Form = form;
    }

    /// <summary>The result for a request whose URL can't be parsed.</summary>
    /// <param name="host">The <c>Host</c> header, for the log; null if there is none.</param>
    public static SignatureVerification InvalidUrl(string? host) => new(SignatureResult.InvalidUrl, baseUrl: null, host ?? "");

    /// <summary>Whether the request is Twilio's, and if not, why.</summary>
    public SignatureResult Result { get; }

    /// <summary>The account whose key signed the request, which is the parent for a parent's key. Null unless a key matched.</summary>
    public string? AccountSid { get; }

    /// <summary>
    /// The key's place: <c>primary</c>, <c>secondary</c>, <c>parent primary</c>, <c>parent secondary</c>. Null unless a key matched.
    /// </summary>
    public string? Key { get; }

    /// <summary>The form of the URL that matched, else the first that was tried.</summary>
    internal UrlForm Form { get; }

    /// <summary>
    /// For logs: the URL whose signature matched, else the first that was tried. Passwords, function keys and phone numbers are masked.
    /// </summary>
    public string Url => PublicUrlText.Masked(baseUrl, received ?? "", Form);
}

/// <summary>What Twilio signs of a request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">
/// The URL as it was received, from <c>HttpRequestData.Url.OriginalString</c>: every other member of <see cref="Uri"/> encodes the
/// query again, which breaks the signature.
/// </param>
/// <param name="Signature">The <c>X-Twilio-Signature</c> header; several values joined are no signature.</param>
/// <param name="ContentType">The <c>Content-Type</c> header.</param>
/// <param name="Body">The raw body; empty without a body.</param>
internal readonly record struct SignedRequest(string Method, string Url, string? Signature, string? ContentType, ReadOnlyMemory<byte> Body);
