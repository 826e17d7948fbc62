using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>Writes the body of a call notification: https://www.twilio.com/docs/voice/sdks/client-call-notification-webhook</summary>
internal static class CallNotificationBody
{
    private static readonly JsonWriterOptions AsTwilioWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ClientCall call, string callSid, string messageId, string bridgeToken)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, AsTwilioWrites))
        {
            json.WriteStartObject();
            json.WriteString("twi_account_sid", call.AccountSid);
            json.WriteString("twi_bridge_token", bridgeToken);
            json.WriteString("twi_call_sid", callSid);
            json.WriteString("twi_from", call.From);
            json.WriteString("twi_message_id", messageId);
            json.WriteString("twi_message_type", "twilio.voice.call");
            if (call.Parameters.Count > 0)
                json.WriteString("twi_params", UrlEncoded(call.Parameters));
            json.WriteString("twi_to", call.To);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static string UrlEncoded(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
}
