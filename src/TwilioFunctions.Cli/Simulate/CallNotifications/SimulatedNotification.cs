using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>A call notification that is yet to be sent.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="MessageId"><c>WB…</c>: two requests with the same one are the same notification.</param>
/// <param name="Body">The JSON.</param>
internal sealed record SimulatedNotification(string CallSid, string MessageId, byte[] Body)
{
    /// <summary>Draws what the call leaves open. The same random numbers give the same bytes.</summary>
    public static SimulatedNotification Of(ClientCall call, Random random)
    {
        // All are drawn whether they are used or not, so that one option does not change what the others draw.
        var drawnCallSid = random.NextSid("CA");
        var messageId = random.NextSid("WB");
        var bridgeToken = random.NextBridgeToken();
        var callSid = call.CallSid ?? drawnCallSid;
        return new SimulatedNotification(callSid, messageId, CallNotificationBody.Write(call, callSid, messageId, bridgeToken));
    }
}

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

/// <summary>Draws a text that looks like a bridge token. No client can answer a call with it.</summary>
internal static class RandomBridgeToken
{
    private const int CiphertextBytes = 480;

    /// <summary>Five parts as an encrypted token has them (RFC 7516), the second one empty for a key that is used as it is.</summary>
    public static string NextBridgeToken(this Random random)
    {
        var header = Base64Url.EncodeToString("""{"kid":"simulated","alg":"dir","enc":"A256GCM"}"""u8);
        return $"{header}..{random.NextBase64Url(12)}.{random.NextBase64Url(CiphertextBytes)}.{random.NextBase64Url(16)}";
    }

    private static string NextBase64Url(this Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
