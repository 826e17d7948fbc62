using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>
/// The one source of spans and the one meter of the app, for whoever listens; <c>docs/operate.md</c> lists what they give. While nobody
/// listens, neither allocates anything.
/// </summary>
public static class AppTelemetry
{
    /// <summary>The name of both.</summary>
    public const string Name = "TwilioFunctions";

    internal static ActivitySource Spans { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
