using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>A session of Twilio Proxy, with the one who calls and the one who is called.</summary>
internal sealed record ProxySession(string AccountSid, string ServiceSid, string Sid, ProxyParticipant Inbound, ProxyParticipant Outbound, DateTime Created);

/// <summary>Somebody who is reached by a proxy number instead of the own one.</summary>
/// <param name="Sid"><c>KP…</c></param>
/// <param name="Identifier">The own number.</param>
/// <param name="ProxyIdentifier">The number that the other one calls.</param>
/// <param name="ProxyIdentifierSid"><c>PN…</c></param>
internal sealed record ProxyParticipant(string Sid, string Identifier, string ProxyIdentifier, string ProxyIdentifierSid);

/// <summary>A message to a proxy number.</summary>
internal sealed record ProxyMessage(string Sid, string Text, DateTime Time)
{
    /// <summary>As <c>interactionData</c> has it.</summary>
    public string Data => $$"""{"body":"{{JsonEncodedText.Encode(Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""";
}
