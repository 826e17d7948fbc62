namespace TwilioFunctions.AccessTokens;

/// <summary>
/// Marks a function that a device calls: it runs only when <see cref="AccessTokenMiddleware"/> has proven by a Twilio Access Token who
/// the device belongs to.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwilioAccessTokenAttribute : Attribute;
