namespace TwilioFunctions.Core.Health;

/// <summary>What the health endpoint answers.</summary>
/// <param name="Checks">What was checked.</param>
public sealed record HealthReport(IReadOnlyList<HealthCheck> Checks)
{
    /// <summary>Whether every check passed.</summary>
    public bool IsHealthy => Checks.All(check => check.IsHealthy);
}

/// <summary>One thing that was checked.</summary>
/// <param name="Name">For instance <c>queues</c>.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record HealthCheck(string Name, string? Detail)
{
    /// <summary>Whether it passed.</summary>
    public bool IsHealthy => Detail is null;
}
