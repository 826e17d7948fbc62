namespace TwilioFunctions.CallNotifications;

/// <summary>How a device connects to Azure Web PubSub.</summary>
/// <param name="Url">What to open a WebSocket to, access token included.</param>
/// <param name="ExpiresAt">Until when a connection can be opened with it; one that is open then stays.</param>
internal sealed record WebPubSubAccessDocument(string Url, DateTimeOffset ExpiresAt);
