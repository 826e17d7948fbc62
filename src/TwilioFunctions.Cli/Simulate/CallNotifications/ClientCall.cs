namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>Somebody calls a Voice SDK client.</summary>
/// <param name="AccountSid">Whose client it is.</param>
/// <param name="From">As Twilio writes it: <c>client:alice</c>, <c>+15551234567</c> or <c>sip:…</c>.</param>
/// <param name="To">As Twilio writes it: <c>client:</c> and the identity.</param>
/// <param name="Parameters">The custom parameters of the <c>&lt;Client&gt;</c> noun.</param>
/// <param name="CallSid">Null draws one.</param>
internal sealed record ClientCall(
    string AccountSid, string From, string To, IReadOnlyList<KeyValuePair<string, string>> Parameters, string? CallSid = null)
{
    private const string ClientPrefix = "client:";

    /// <summary>An identity with the prefix that tells clients from phone numbers; one that has it stays.</summary>
    public static string ClientAddress(string identity) =>
        identity.StartsWith(ClientPrefix, StringComparison.Ordinal) ? identity : ClientPrefix + identity;

    /// <summary>Who calls: a phone number and a SIP address stay, everything else is a client.</summary>
    public static string CallerAddress(string from) =>
        from.StartsWith('+') || from.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? from : ClientAddress(from);

    /// <summary>Who is called.</summary>
    public string Identity => To[ClientPrefix.Length..];
}
