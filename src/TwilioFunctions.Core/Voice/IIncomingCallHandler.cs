using Twilio.TwiML;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Voice;

/// <summary>
/// Decides what the caller hears. A handler that is registered after <c>AddTwilioFunctionsCore</c> replaces the rules of the settings.
/// If it throws or takes longer than 800 ms, the caller hears the TwiML of the setting <c>Voice__Fallback</c>.
/// </summary>
public interface IIncomingCallHandler
{
    /// <summary>Whether the handler never waits. It then runs without a timeout, however long a cold start takes.</summary>
    bool IsImmediate => false;

    /// <summary>Returns the TwiML, and the name of the rule. Twilio may repeat a request: return the same TwiML for the same call.</summary>
    Task<IncomingCallAnswer> AnswerAsync(IncomingCall incoming, CancellationToken cancellationToken);
}

/// <summary>A call that Twilio asks what to do with: https://www.twilio.com/docs/voice/twiml#request-parameters.</summary>
/// <param name="Parameters">Everything that Twilio sent.</param>
/// <param name="Urls">Where Twilio reaches the app, for callbacks.</param>
public sealed record IncomingCall(FormParameters Parameters, WebhookUrls Urls)
{
    private const string SipHeaderPrefix = "SipHeader_";

    /// <summary><c>CA…</c></summary>
    public string? CallSid => this["CallSid"];

    /// <summary>The account that is called.</summary>
    public string? AccountSid => this["AccountSid"];

    /// <summary>The caller: a number in E.164, <c>client:identity</c>, a SIP URI, or a word such as <c>anonymous</c>.</summary>
    public string? From => this["From"];

    /// <summary>What was called: a number in E.164, <c>client:identity</c>, or a SIP URI.</summary>
    public string? To => this["To"];

    /// <summary>How the caller's number was attested, for instance <c>TN-Validation-Passed-A</c>; null where it was not looked at.</summary>
    public string? StirVerstat => this["StirVerstat"];

    /// <summary>The parameter of that name, null when it is missing or empty.</summary>
    public string? this[string name] => Parameters[name] is { Length: > 0 } value ? value : null;

    /// <summary>The value of a SIP header that came with the call, whatever the case of its name.</summary>
    public string? SipHeader(string name) => Parameters
        .Where(parameter => parameter.Key.StartsWith(SipHeaderPrefix, StringComparison.OrdinalIgnoreCase))
        .FirstOrDefault(parameter => parameter.Key.AsSpan(SipHeaderPrefix.Length).Equals(name, StringComparison.OrdinalIgnoreCase))
        .Value;
}

/// <summary>What an incoming call hears.</summary>
/// <param name="Twiml">At most 64 kB: https://www.twilio.com/docs/api/errors/11750.</param>
/// <param name="DecidedBy">The rule, or whatever else decided; for the log and the record of the call.</param>
public sealed record IncomingCallAnswer(VoiceResponse Twiml, string DecidedBy);
