using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Bindings;
using TwilioFunctions.CallNotifications;
using TwilioFunctions.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.DeadLetters;
using TwilioFunctions.EventStreams;
using TwilioFunctions.Health;

namespace TwilioFunctions.Http;

/// <summary>How answers are written: camel case, missing values as null, readable text.</summary>
[JsonSerializable(typeof(BatchResultsDocument))]
[JsonSerializable(typeof(BindingListDocument))]
[JsonSerializable(typeof(CallDocument))]
[JsonSerializable(typeof(CallListDocument))]
[JsonSerializable(typeof(DeadLetterDocument))]
[JsonSerializable(typeof(DeadLetterListDocument))]
[JsonSerializable(typeof(DeletedBindingsDocument))]
[JsonSerializable(typeof(EventListDocument))]
[JsonSerializable(typeof(EventReceiptDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(IdentityBindingsDocument))]
[JsonSerializable(typeof(ImportedLineDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(WebPubSubAccessDocument))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Api { get; } = new(new JsonSerializerOptions
    {
        // Twilio's JSON may be as deep as a body, and stands some levels down in an answer.
        MaxDepth = 2 * EventBatch.MaxDepth,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
