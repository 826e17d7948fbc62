namespace TwilioFunctions.Contracts;

/// <summary>The access of a device to Azure Web PubSub.</summary>
/// <param name="Url">The WebSocket's URL, access token included.</param>
/// <param name="ExpiresAt">The URL opens connections until then; an open connection stays.</param>
public sealed record WebPubSubAccessResponse(string Url, DateTimeOffset ExpiresAt);
