namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>A token to send messages with, or what becomes of the attempt without one.</summary>
internal readonly record struct FcmAccessToken(string? Value, DeliveryResult? Failure);
