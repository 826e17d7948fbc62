namespace TwilioFunctions.Contracts;

/// <summary>Says whether the app can do its work now.</summary>
/// <param name="Status"><see cref="Healthy"/> or <see cref="Unhealthy"/>.</param>
/// <param name="Checks">The checks that were made.</param>
public sealed record HealthResponse(string Status, IReadOnlyList<HealthCheckResponse> Checks)
{
    /// <summary>The status of an app, or a check, without a problem.</summary>
    public const string Healthy = "healthy";

    /// <summary>The status of an app, or a check, with a problem.</summary>
    public const string Unhealthy = "unhealthy";
}

/// <summary>A check of the app's health.</summary>
/// <param name="Name">For instance <c>queues</c>.</param>
/// <param name="Status"><see cref="HealthResponse.Healthy"/> or <see cref="HealthResponse.Unhealthy"/>.</param>
/// <param name="Detail">The problem; null if the part works.</param>
public sealed record HealthCheckResponse(string Name, string Status, string? Detail);
