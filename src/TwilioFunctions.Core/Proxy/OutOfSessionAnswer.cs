namespace TwilioFunctions.Core.Proxy;

/// <summary>What Proxy is answered for a call or message that belongs to no session.</summary>
/// <param name="Content">TwiML, or the JSON of a session to open.</param>
/// <param name="ContentType"><c>application/xml</c> or <c>application/json</c>.</param>
/// <param name="Kind">What it does, for the log.</param>
public sealed record OutOfSessionAnswer(string Content, string ContentType, string Kind)
{
    internal static OutOfSessionAnswer Twiml(string twiml, string kind) => new(twiml, "application/xml", kind);

    internal static OutOfSessionAnswer Session(NewSession session) => new(session.Serialize(), "application/json", "a session");
}
