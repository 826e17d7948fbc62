namespace TwilioFunctions.Core.Voice;

/// <summary>
/// Decides what an incoming call hears. Register your own after <c>AddTwilioFunctionsCore</c>, and it takes the place of the rules in
/// the settings. It has <see cref="IncomingCallAnswerer.HandlerDeadline"/>; when it takes longer or throws, the caller hears <see cref="VoiceOptions.Fallback"/>.
/// </summary>
public interface IIncomingCallHandler
{
    /// <summary>The TwiML, and what decided it. The same call may be asked for twice and should then hear the same.</summary>
    Task<IncomingCallAnswer> AnswerAsync(IncomingCall incoming, CancellationToken cancellationToken);
}
