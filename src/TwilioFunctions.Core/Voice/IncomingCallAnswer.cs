using Twilio.TwiML;

namespace TwilioFunctions.Core.Voice;

/// <summary>What an incoming call hears.</summary>
/// <param name="Twiml">At most 64 kB: https://www.twilio.com/docs/api/errors/11750.</param>
/// <param name="DecidedBy">The rule, or whatever else decided; for the log and the record of the call.</param>
public sealed record IncomingCallAnswer(VoiceResponse Twiml, string DecidedBy);
