using System.Text;
using System.Text.Json;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Tests.Simulate;

/// <summary>A webhook as it arrived.</summary>
internal sealed record ReceivedEvent(string Method, string Url, string? ContentType, string Signature, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Path => new Uri(Url).AbsolutePath;

    /// <summary>Of a form or, of a GET, the query.</summary>
    public FormParameters Parameters => FormParameters.Parse(Method == "GET" ? Encoding.UTF8.GetBytes(new Uri(Url).Query.TrimStart('?')) : Body);

    public string Id => JsonElement.Parse(Body)[0].GetProperty("id").GetString()!;

    public string Source => JsonElement.Parse(Body)[0].GetProperty("source").GetString()!;

    public string Type => JsonElement.Parse(Body)[0].GetProperty("type").GetString()!;
}
