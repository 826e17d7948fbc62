using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

[JsonSerializable(typeof(CallSummaryPayload))]
internal sealed partial class CallSummaryJson : JsonSerializerContext
{
    /// <summary>Twilio escapes what JSON demands and no more: a quote within a string is \", not \u0022.</summary>
    public static CallSummaryJson AsTwilioWrites { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
