using System.Collections.Specialized;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Twilio.Security;

/// <summary>
/// Validates as twilio-csharp 7.14.9 does, with what it gets wrong: it is what our own verifier is compared with. One key; throws
/// on a missing signature and on a <c>bodySHA256</c> without value; joins repeated parameters; never removes an explicit default port.
/// </summary>
public class RequestValidator
{
    private readonly byte[] key;

    public RequestValidator(string secret) => key = Encoding.UTF8.GetBytes(secret);

    public bool Validate(string url, NameValueCollection parameters, string expected)
    {
        // Repeated names come out joined with commas, and a null name is refused by the dictionary.
        var joined = new Dictionary<string, string>();
        foreach (var name in parameters.AllKeys)
            joined.Add(name!, parameters[name]!);
        return Validate(url, joined, expected);
    }

    public bool Validate(string url, IDictionary<string, string> parameters, string expected)
    {
        ThrowIfEmpty(url, nameof(url), nameof(url));
        // The package names the wrong parameter here.
        ThrowIfEmpty(expected, nameof(expected), nameof(url));

        var text = Concatenated(parameters);
        return AreEqual(Sign(url + text), expected) || AreEqual(Sign(UrlWithOtherPort.Of(url) + text), expected);
    }

    public bool Validate(string url, string body, string expected)
    {
        ThrowIfEmpty(url, nameof(url), nameof(url));
        ThrowIfEmpty(expected, nameof(expected), nameof(expected));

        var hash = "";
        foreach (var parameter in new Uri(url, UriKind.Absolute).Query.TrimStart('?').Split('&'))
        {
            var parts = parameter.Split('=');
            if (parts[0] == "bodySHA256")
                hash = Uri.UnescapeDataString(parts[1]);
        }

        return Validate(url, (IDictionary<string, string>)null!, expected) && ValidateBody(body, hash);
    }

    public static bool ValidateBody(string rawBody, string expected) =>
        AreEqual(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rawBody))), expected);

    private static string Concatenated(IDictionary<string, string>? parameters)
    {
        if (parameters is null)
            return "";

        var names = parameters.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append(name).Append(parameters[name]);
        return text.ToString();
    }

    private string Sign(string message)
    {
#pragma warning disable CA5350 // Twilio chose it: https://www.twilio.com/docs/usage/webhooks/webhooks-security
        return Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(message)));
#pragma warning restore CA5350
    }

    private static bool AreEqual(string signature, string? expected) =>
        expected is not null &&
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(signature.AsSpan()), MemoryMarshal.AsBytes(expected.AsSpan()));

    private static void ThrowIfEmpty(string? value, string name, string reportedName)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentException($"Parameter '{name}' cannot be null or empty.", reportedName);
    }
}
