namespace TwilioFunctions.Core.Calls;

/// <summary>Somebody who has a part in a call.</summary>
/// <param name="Role"><c>caller</c>, <c>callee</c>, <c>forwarder</c>, <c>client</c> (whose devices were notified) or <c>participant</c> (of a Proxy session).</param>
/// <param name="Address">A number, <c>client:identity</c>, a SIP URI, or a participant's SID.</param>
public sealed record CallParty(string Role, string Address);
