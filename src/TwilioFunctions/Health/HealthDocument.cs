using TwilioFunctions.Core.Health;

namespace TwilioFunctions.Health;

/// <summary>Whether the app can do its work now: <c>healthy</c> or <c>unhealthy</c>.</summary>
internal sealed record HealthDocument(string Status, IReadOnlyList<HealthCheckDocument> Checks)
{
    public static HealthDocument Of(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new HealthDocument(
            NameOf(report.IsHealthy), [.. report.Checks.Select(check => new HealthCheckDocument(check.Name, NameOf(check.IsHealthy), check.Detail))]);
    }

    private static string NameOf(bool healthy) => healthy ? "healthy" : "unhealthy";
}

/// <summary>One thing that was checked, and what is wrong with it.</summary>
internal sealed record HealthCheckDocument(string Name, string Status, string? Detail);
