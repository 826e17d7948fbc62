using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>Why a signature does not hold: what differs between the request that was signed and the one that was captured.</summary>
internal enum SignatureCause
{
    /// <summary>The header <c>X-Twilio-Signature</c> is missing.</summary>
    MissingSignature,

    /// <summary>The header is not the Base64 of one HMAC-SHA1.</summary>
    MalformedSignature,

    /// <summary>No key signed any candidate: most likely the configured token is not the account's.</summary>
    WrongToken,

    /// <summary>A token matches that was given for the diagnosis and is not in the settings.</summary>
    OtherToken,

    /// <summary>The request names an account that is not configured, a subaccount perhaps, whose webhooks its own token signs.</summary>
    SubaccountToken,

    /// <summary>A configured account's key signed it, and the request names another account.</summary>
    OtherAccount,

    /// <summary>A key of the account cannot be read: an empty setting, or a Key Vault reference that Azure did not resolve.</summary>
    KeyUnavailable,

    /// <summary>The form is larger than the app reads.</summary>
    TooLarge,

    /// <summary>Twilio called another scheme: https where a proxy ends TLS and the app sees http.</summary>
    Scheme,

    /// <summary>Twilio called another host name, which a proxy replaced.</summary>
    ProxyHost,

    /// <summary>Twilio called another port.</summary>
    Port,

    /// <summary>A proxy took the beginning of the path away, or put one there.</summary>
    PathPrefix,

    /// <summary>A slash at the path's end was added or taken away.</summary>
    TrailingSlash,

    /// <summary>The query was decoded, or encoded in another way.</summary>
    ReencodedQuery,

    /// <summary>The parameters of the query were put in another order.</summary>
    ReorderedQuery,

    /// <summary>The URL's fragment was signed.</summary>
    Fragment,

    /// <summary>The body isn't a form, and the query lacks the <c>bodySHA256</c> that was signed.</summary>
    MissingBodyHash,

    /// <summary><c>bodySHA256</c> stands in the query another number of times than in the one that was signed.</summary>
    RepeatedBodyHash,

    /// <summary><c>bodySHA256</c> is not the one that was signed, or there are different ones.</summary>
    WrongBodyHash,

    /// <summary>The signature holds, and the body is another than the one that <c>bodySHA256</c> was made of.</summary>
    ChangedBody,

    /// <summary>The URL alone was signed: nothing binds the body to the signature.</summary>
    UnboundBody,

    /// <summary>The body ends with a line break that was not signed.</summary>
    LineBreak,

    /// <summary>Whitespace at the beginning or end of a parameter was taken away.</summary>
    TrimmedParameters,

    /// <summary>Parameters without a value were dropped, or added.</summary>
    EmptyParameters,

    /// <summary>The value of one parameter isn't the one that was signed.</summary>
    ChangedParameter,

    /// <summary>A parameter that was signed is missing.</summary>
    DroppedParameter,

    /// <summary>A parameter is in the form that wasn't signed.</summary>
    AddedParameter,

    /// <summary>The form was captured decoded: text in it that looks encoded isn't.</summary>
    DecodedForm,

    /// <summary>The content type hides a form, or pretends one.</summary>
    ContentType,
}

/// <summary>What a cause means, for the person who looks for it.</summary>
internal static class SignatureCauseAdvice
{
    /// <summary>A sentence or two: what happened on the way, and what to do about it.</summary>
    public static string For(SignatureCause cause) => cause switch
    {
        SignatureCause.MissingSignature => "The header X-Twilio-Signature is missing: a proxy takes it away, or the request is not Twilio's.",
        SignatureCause.MalformedSignature => "The header X-Twilio-Signature is not one signature, which is 28 letters of Base64: a proxy joined or changed it.",
        SignatureCause.WrongToken => "No configured key signed this request in any form that was tried: most likely the auth token is not the account's primary one. If the app accepts other requests of this account, the token is right: then a parameter was dropped, or changed in a way that cannot be guessed.",
        SignatureCause.OtherToken => "The given token signed it, and the settings do not have it.",
        SignatureCause.SubaccountToken => "The request names an account whose own auth token is not in the settings: a subaccount's webhooks are signed with the subaccount's token, not with its parent's.",
        SignatureCause.OtherAccount => "The request names one account, and another one's key signed it: name that one as its parent if it is.",
        SignatureCause.KeyUnavailable => "A key of the account cannot be read: its setting is empty, or a Key Vault reference that Azure did not resolve.",
        SignatureCause.TooLarge => $"The form has more than {SignatureVerifier.MaxFormBytes} bytes or {SignatureVerifier.MaxFormParameters} parameters: the app does not read it, and answers that it is its own fault.",
        SignatureCause.Scheme => "Twilio called https where the app sees http, or the reverse: a proxy or tunnel ends TLS before the app.",
        SignatureCause.ProxyHost => "Twilio called another host name: a proxy, gateway or tunnel put the app's own in its place.",
        SignatureCause.Port => "Twilio called another port: a proxy or tunnel forwards from it.",
        SignatureCause.PathPrefix => "Twilio called a path that begins in another way: a proxy takes a prefix away, or puts one there.",
        SignatureCause.TrailingSlash => "A slash at the end of the path was added or taken away: give Twilio the URL exactly as the app receives it.",
        SignatureCause.ReencodedQuery => "The query was decoded or encoded again on the way, and is signed as Twilio sent it: let the proxy pass the raw query on, or use no character in the URL that it changes.",
        SignatureCause.ReorderedQuery => "The parameters of the query were put in another order on the way, and are signed in Twilio's: let the proxy pass the raw query on.",
        SignatureCause.Fragment => "The URL was signed with its fragment, which HTTP does not send: configure the connection overrides with Twilio's console in its place.",
        SignatureCause.MissingBodyHash => "The query has no bodySHA256, with which Twilio signs a body that is no form: a proxy cuts the query off, or the URL was copied without it.",
        SignatureCause.RepeatedBodyHash => "bodySHA256 stands in the query another number of times than when it was signed: a proxy or the capture repeats or merges it.",
        SignatureCause.WrongBodyHash => "The query's bodySHA256 is not the one that was signed, or there are different ones: something on the way changes the query.",
        SignatureCause.ChangedBody => "The URL is signed as it is, and the body is not the one that bodySHA256 was made of: something on the way formats it anew, or the capture does.",
        SignatureCause.UnboundBody => "The signature covers the URL alone, and nothing binds the body to it: whoever saw it once can send any body.",
        SignatureCause.LineBreak => "The body was captured with a line break that Twilio did not send: take it away (`printf %s`, not `echo`; an editor adds one as well).",
        SignatureCause.TrimmedParameters => "Whitespace at the beginning or end of a parameter is signed, and something trimmed it: verify the raw body, before a framework binds it.",
        SignatureCause.EmptyParameters => "Parameters without a value are signed too, and something dropped or added them: verify the raw body, before a framework binds it.",
        SignatureCause.ChangedParameter => "The value of one parameter was changed on the way: look for what decodes, escapes or normalizes it, and verify the raw body.",
        SignatureCause.DroppedParameter => "A parameter that Twilio signed was dropped on the way: look for what filters the form, a firewall perhaps, and verify the raw body.",
        SignatureCause.AddedParameter => "A parameter was added to the form that Twilio did not sign: look for what adds it, or give it to Twilio in the URL's query.",
        SignatureCause.DecodedForm => "The form was captured decoded, so that its plus and percent signs mean something else: capture the raw body.",
        SignatureCause.ContentType => "The content type is not the one that the request was signed with: a proxy or the capture changes it, and with it whether the parameters are signed.",
        _ => "",
    };
}

/// <summary>A setting that makes the app accept the request.</summary>
/// <param name="Name">As it is written in app settings.</param>
/// <param name="Value">What to set, or in angle brackets what it is that has to be looked up. Never a token.</param>
internal sealed record MendingSetting(string Name, string Value)
{
    /// <summary>Whether the value can be set as it stands.</summary>
    public bool IsKnown => !Value.StartsWith('<');
}
