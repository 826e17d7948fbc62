using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Cli.Tests.Simulate;

/// <summary>A webhook as it arrived.</summary>
internal sealed record ReceivedEvent(string Url, string? ContentType, string Signature, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Id => JsonElement.Parse(Body)[0].GetProperty("id").GetString()!;

    public string Source => JsonElement.Parse(Body)[0].GetProperty("source").GetString()!;

    public string Type => JsonElement.Parse(Body)[0].GetProperty("type").GetString()!;
}
