using System.Text;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>A webhook that is yet to be sent.</summary>
/// <param name="Kind">Which one, and thus where it goes.</param>
/// <param name="Sid">The call, <c>CA…</c>, or message, <c>SM…</c>, that it tells of.</param>
/// <param name="Time">When Twilio would have sent it (UTC).</param>
internal sealed record SimulatedWebhook(WebhookKind Kind, string Sid, DateTime Time)
{
    /// <summary>A GET has its parameters in the query.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>The path below the app's address, without a slash before it.</summary>
    public string Path => Kind.Path;

    /// <summary>Of a form or query, not encoded; empty for JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Null for a form or query.</summary>
    public byte[]? Json { get; init; }

    /// <summary>The parameters as they go into a form or query.</summary>
    public string UrlEncoded => string.Join('&', Parameters.Select(parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}"));

    /// <summary>The body as it is sent, empty for a GET.</summary>
    public byte[] Body => Json ?? (Method == HttpMethod.Get ? [] : Encoding.UTF8.GetBytes(UrlEncoded));

    // A space is a plus, as forms have it.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
