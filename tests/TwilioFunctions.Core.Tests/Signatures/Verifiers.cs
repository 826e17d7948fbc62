using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>Verifiers and requests as the tests need them.</summary>
internal static class Verifiers
{
    public const string AccountSid = "AC00000000000000000000000000000001";

    public const string Form = "application/x-www-form-urlencoded";

    public static SignatureVerifier With(string authToken, string? publicBaseUrl = null) =>
        With(publicBaseUrl, new TwilioAccountOptions { AccountSid = AccountSid, AuthToken = authToken });

    public static SignatureVerifier With(string? publicBaseUrl, params TwilioAccountOptions[] accounts)
    {
        var options = new TwilioOptions { PublicBaseUrl = publicBaseUrl };
        foreach (var account in accounts)
            options.Accounts.Add(account);
        return new SignatureVerifier(Options.Create(options));
    }

    public static SignedRequest Get(string url, string? signature) => new("GET", url, signature, null, default);

    public static SignedRequest Post(string url, string? signature, string? contentType, byte[] body) =>
        new("POST", url, signature, contentType, body);

    /// <summary>A form as the framework encodes it.</summary>
    public static SignedRequest PostForm(string url, string? signature, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        using var content = new FormUrlEncodedContent(parameters);
        using var body = new MemoryStream();
        content.CopyTo(body, null, CancellationToken.None);
        return Post(url, signature, Form, body.ToArray());
    }
}
