namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>A request as somebody saw it: the app, a proxy, Twilio's Debugger. Any text and any bytes will do.</summary>
public sealed record CapturedRequest
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The URL, as the app received it or as Twilio called it; with a fragment if it was configured with one.</summary>
    public required string Url { get; init; }

    /// <summary>The headers, of which a proxy's tell what the app's URL was before; a name may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The raw body, empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A header's value, whatever the case of its name; several are joined, as the app sees them. Null when there is none.</summary>
    public string? Header(string name)
    {
        string[] values = [.. Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
        return values.Length == 0 ? null : string.Join(',', values);
    }

    internal SignedRequest ToSigned() => new(Method, Url, Header("X-Twilio-Signature"), Header("Content-Type"), Body);
}
