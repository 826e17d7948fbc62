using System.Text;

namespace TwilioFunctions.Testing;

/// <summary>A request as it reached a <see cref="PushService"/>.</summary>
/// <param name="Method">For instance <c>POST</c>.</param>
/// <param name="Path">As it was sent, escapes included.</param>
/// <param name="Query">As it was sent, with its question mark; empty when there is none.</param>
/// <param name="Protocol"><c>HTTP/1.1</c> or <c>HTTP/2</c>.</param>
/// <param name="Headers">Names in any case; repeated ones joined by a comma.</param>
/// <param name="Body">Byte for byte.</param>
/// <param name="Connection">Which connection it came over.</param>
public sealed record PushRequest(
    string Method, string Path, string Query, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Body, string Connection)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
