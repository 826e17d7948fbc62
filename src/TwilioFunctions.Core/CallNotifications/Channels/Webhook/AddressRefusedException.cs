namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>A host has an address that webhooks are not sent to. No connection was opened.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
