using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

/// <summary>How a client talks to the service; what it retries and logs is up to the members of <see cref="ClientOptions"/>.</summary>
public partial class QueueClientOptions : ClientOptions
{
    private const ServiceVersion LatestVersion = ServiceVersion.V2026_10_06;

    private static readonly string[] loggedHeaders =
        ["x-ms-date", "x-ms-error-code", "x-ms-version", "x-ms-approximate-messages-count", "x-ms-time-next-visible"];

    private static readonly string[] loggedParameters =
        ["comp", "include", "marker", "maxresults", "messagettl", "numofmessages", "peekonly", "prefix", "visibilitytimeout"];

    public QueueClientOptions(ServiceVersion version = LatestVersion)
    {
        if (!Enum.IsDefined(version))
            throw new ArgumentOutOfRangeException(nameof(version), version, "The Queue service has no such version.");

        Version = version;
        Retry.MaxRetries = 5;
        foreach (var name in loggedHeaders)
            Diagnostics.LoggedHeaderNames.Add(name);
        foreach (var name in loggedParameters)
            Diagnostics.LoggedQueryParameters.Add(name);
    }

    public ServiceVersion Version { get; }

    public QueueMessageEncoding MessageEncoding { get; set; } = QueueMessageEncoding.None;

    public QueueAudience? Audience { get; set; }

    /// <summary>As the <c>x-ms-version</c> header wants it: <c>V2026_10_06</c> is <c>2026-10-06</c>.</summary>
    internal string VersionHeader => Version.ToString()[1..].Replace('_', '-');
}
