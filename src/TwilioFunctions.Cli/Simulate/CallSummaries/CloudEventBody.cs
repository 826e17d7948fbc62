using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Writes the body of an Event Streams webhook: https://www.twilio.com/docs/events/webhook-quickstart</summary>
internal static class CloudEventBody
{
    private static readonly JsonWriterOptions AsTwilioWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="dataIsString">Twilio's documentation shows <c>data</c> as a string of JSON, its newer samples as an object: both arrive.</param>
    public static byte[] Write(string id, CallSummaryStage stage, DateTimeOffset time, CallSummaryPayload summary, bool dataIsString)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(summary, CallSummaryJson.AsTwilioWrites.CallSummaryPayload);
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, AsTwilioWrites))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("type", $"com.twilio.voice.insights.call-summary.{stage.Name()}");
            json.WriteString("source", $"/v1/Voice/{summary.CallSid}/Summary");
            json.WriteString("id", id);
            json.WriteString("dataschema", "https://events-schemas.twilio.com/VoiceInsights.CallSummary/1");
            json.WriteString("datacontenttype", "application/json");
            json.WriteString("time", time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WritePropertyName("data");
            if (dataIsString)
                json.WriteStringValue(data);
            else
                json.WriteRawValue(data);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return body.ToArray();
    }
}
