namespace TwilioFunctions.Benchmarks.Drain;

/// <param name="PerSecond">Messages that were worked off.</param>
/// <param name="AzuriteTime">How long Azurite computed for each of them, its tables included.</param>
internal sealed record Drained(double PerSecond, TimeSpan AzuriteTime);
