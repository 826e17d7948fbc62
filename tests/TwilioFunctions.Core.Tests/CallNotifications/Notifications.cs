namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>Notifications as Twilio sends them.</summary>
internal static class Notifications
{
    public const string MessageId = "WB00000000000000000000000000000001";
    public const string AccountSid = "AC00000000000000000000000000000001";
    public const string CallSid = "CA00000000000000000000000000000001";
    public const string BridgeToken = "eyJraWQiOi-the-bridge-token";

    /// <param name="identity">As it stands in JSON, without quotes.</param>
    /// <param name="messageId">As it stands in JSON, too.</param>
    /// <param name="callSid">As it stands in JSON, too.</param>
    public static string Json(string identity, string messageId = MessageId, string callSid = CallSid) => $$"""
        {
          "twi_account_sid": "{{AccountSid}}",
          "twi_bridge_token": "{{BridgeToken}}",
          "twi_call_sid": "{{callSid}}",
          "twi_from": "client:alice",
          "twi_message_id": "{{messageId}}",
          "twi_message_type": "twilio.voice.call",
          "twi_to": "client:{{identity}}"
        }
        """;
}
