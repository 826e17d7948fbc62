using TwilioFunctions.Core.Health;

namespace TwilioFunctions.Health;

/// <summary>Whether the app can do its work now.</summary>
public sealed record HealthDocument(string Status, IReadOnlyList<HealthCheck> Checks);
