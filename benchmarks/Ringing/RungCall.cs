namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>How long a call took, each from just before the webhook was sent.</summary>
/// <param name="Answered">To the app's answer.</param>
/// <param name="First">To the first device.</param>
/// <param name="Last">To the last one.</param>
internal sealed record RungCall(TimeSpan Answered, TimeSpan First, TimeSpan Last);
