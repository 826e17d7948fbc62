using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>A notification on its way to one device.</summary>
/// <param name="Notification">What Twilio sent.</param>
/// <param name="Binding">The device; its address is of the channel's own kind.</param>
/// <param name="ExpiresAt">When the phone has stopped ringing.</param>
public sealed record Delivery(CallNotification Notification, ClientBinding Binding, DateTimeOffset ExpiresAt);
