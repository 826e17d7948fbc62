using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>Reads and writes the JSON of the HTTP API: camel case, missing values as null, text with as few escapes as JSON allows.</summary>
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchResultsResponse))]
[JsonSerializable(typeof(BindingListResponse))]
[JsonSerializable(typeof(BindingRequest))]
[JsonSerializable(typeof(BindingResponse))]
[JsonSerializable(typeof(CallListResponse))]
[JsonSerializable(typeof(CallResponse))]
[JsonSerializable(typeof(DeadLetterListResponse))]
[JsonSerializable(typeof(DeadLetterResponse))]
[JsonSerializable(typeof(DeletedBindingsResponse))]
[JsonSerializable(typeof(EventListResponse))]
[JsonSerializable(typeof(EventReceiptResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(IdentityBindingsResponse))]
[JsonSerializable(typeof(ImportedLineResponse))]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(WebPubSubAccessResponse))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>The context that the app and its clients use. <see cref="Default"/> has other options.</summary>
    public static ContractsJson Api { get; } = new(new JsonSerializerOptions
    {
        // Twilio's JSON may have 64 levels, and stands some levels down in a response.
        MaxDepth = 128,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
