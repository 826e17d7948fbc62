using System.Globalization;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Times as webhooks spell them.</summary>
internal static class WebhookTimes
{
    /// <summary>RFC 2822, as Voice does: <c>Sat, 21 Nov 2026 10:00:00 +0000</c>.</summary>
    public static string Rfc2822(this DateTime time) => time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, as Proxy does: <c>2026-11-21T10:00:00Z</c>.</summary>
    public static string Iso8601(this DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
