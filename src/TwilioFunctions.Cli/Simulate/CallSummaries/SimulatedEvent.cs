using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>An Event Streams webhook that is yet to be sent.</summary>
/// <param name="Id"><c>EZ…</c></param>
/// <param name="CallSid">The call that it tells of.</param>
/// <param name="Stage">How final its summary is.</param>
/// <param name="Time">When Twilio would have made it.</param>
/// <param name="Body">A JSON array with this one event.</param>
internal sealed record SimulatedEvent(string Id, string CallSid, CallSummaryStage Stage, DateTimeOffset Time, byte[] Body);
