namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>All webhooks that tell of one call or message, in the order in which it happened.</summary>
/// <param name="Sid"><c>CA…</c> or <c>SM…</c></param>
internal sealed record WebhookSequence(string Sid, IReadOnlyList<SimulatedWebhook> Webhooks);
