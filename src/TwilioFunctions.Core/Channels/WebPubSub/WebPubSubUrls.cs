using System.Globalization;

namespace TwilioFunctions.Core.Channels.WebPubSub;

/// <summary>The addresses of a hub: https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub.</summary>
internal sealed class WebPubSubUrls(string endpoint, string hub)
{
    // A stable version that every cloud has; later ones add nothing that is used here.
    private const string Version = "api-version=2024-01-01";

    // In seconds: the longest that the service keeps a message for a client.
    private const double MaxTimeToLive = 300;

    private readonly string origin = new Uri(endpoint).GetLeftPart(UriPartial.Authority);

    /// <summary>Where clients connect; the audience of their tokens.</summary>
    public string Client => $"{origin}/client/hubs/{hub}";

    private string Hub => $"{origin}/api/hubs/{hub}";

    /// <summary>No path can hold these two: every server takes them for steps within it.</summary>
    public static bool CanAddress(string user) => user is not ("." or "..");

    /// <summary>HEAD tells whether anybody is connected as the user.</summary>
    public Uri User(string user) => Exactly($"{Hub}/users/{Uri.EscapeDataString(user)}?{Version}");

    /// <summary>POST sends to every connection of the user. What a slow client has not taken when the time is over is dropped.</summary>
    public Uri Send(string user, TimeSpan timeToLive) =>
        Exactly($"{Hub}/users/{Uri.EscapeDataString(user)}/:send?{Version}&messageTtlSeconds={Whole(Math.Clamp(timeToLive.TotalSeconds, 1, MaxTimeToLive))}");

    /// <summary>POST makes a client's token.</summary>
    public Uri GenerateToken(string user, TimeSpan lifetime) =>
        Exactly($"{Hub}/:generateToken?userId={Uri.EscapeDataString(user)}&minutesToExpire={Whole(lifetime.TotalMinutes)}&{Version}");

    /// <summary>What a client connects to with its token.</summary>
    public string Socket(string token) => $"ws{Client["http".Length..]}?access_token={Uri.EscapeDataString(token)}";

    private static string Whole(double number) => Math.Ceiling(number).ToString(CultureInfo.InvariantCulture);

    // As it is escaped here, so that a token's audience is the very URL that the service sees.
    private static Uri Exactly(string url) => new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
