namespace TwilioFunctions.Core.Retention;

/// <summary>What a sweep has removed.</summary>
/// <param name="Calls">Calls, and what else has a partition of table <c>Calls</c>.</param>
/// <param name="CallRows">Their rows.</param>
/// <param name="Events">Events that belong to no call.</param>
/// <param name="DeadLetters">Messages that failed for good.</param>
/// <param name="Failures">Errors of messages that came to no end.</param>
/// <param name="ParkedPayloads">Payloads that did not fit into a message.</param>
/// <param name="IsFinished">Whether nothing expired is left; if not, the next sweep goes on.</param>
public sealed record SweepReport(int Calls, int CallRows, int Events, int DeadLetters, int Failures, int ParkedPayloads, bool IsFinished);
