namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>How a device connects, or why it cannot.</summary>
/// <param name="Url">What to open a WebSocket to, access token included; null when there is none.</param>
/// <param name="ExpiresAt">Until when a connection can be opened with it; one that is open then stays.</param>
/// <param name="Problem">Why there is no URL.</param>
public sealed record WebPubSubAccess(string? Url, DateTimeOffset ExpiresAt, string? Problem);
