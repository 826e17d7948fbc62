namespace TwilioFunctions.Core.Proxy;

/// <summary>What a session takes in, as Proxy spells it. Source: https://www.twilio.com/docs/proxy/api/session</summary>
internal static class SessionModes
{
    public const string VoiceAndMessage = "voice-and-message";
    public const string VoiceOnly = "voice-only";
    public const string MessageOnly = "message-only";

    public static IReadOnlyList<string> All { get; } = [VoiceAndMessage, VoiceOnly, MessageOnly];

    /// <summary>The mode as Proxy spells it, whatever the case of <paramref name="text"/>; null when it is none.</summary>
    public static string? Of(string? text) => All.FirstOrDefault(mode => string.Equals(mode, text, StringComparison.OrdinalIgnoreCase));
}
