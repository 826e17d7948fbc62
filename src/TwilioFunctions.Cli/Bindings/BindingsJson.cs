using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Cli.Bindings.Export;
using TwilioFunctions.Cli.Bindings.Import;

namespace TwilioFunctions.Cli.Bindings;

/// <summary>A binding as the API writes and reads it.</summary>
internal sealed record BindingDocument
{
    public string? Identity { get; init; }

    public string? BindingId { get; init; }

    public required string Channel { get; init; }

    public FcmDocument? Fcm { get; init; }

    public ApnsDocument? Apns { get; init; }

    public WebhookDocument? Webhook { get; init; }

    public string? DeviceId { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

internal sealed record FcmDocument(string RegistrationToken);

internal sealed record ApnsDocument(string DeviceToken, string BundleId, string? Environment, string? PushType);

internal sealed record WebhookDocument(string Url, string? Secret, string? SecondarySecret = null);

/// <summary>A page of bindings.</summary>
internal sealed record BindingListAnswer(IReadOnlyList<BindingDocument> Bindings, string? ContinuationToken);

/// <summary>What deleting all bindings of an identity answers.</summary>
internal sealed record DeletedAnswer(int Deleted);

/// <summary>Web defaults, without null members, and as readable as JSON may be.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BindingDocument))]
[JsonSerializable(typeof(BindingListAnswer))]
[JsonSerializable(typeof(ExportProgress))]
[JsonSerializable(typeof(FailedLine))]
[JsonSerializable(typeof(DeletedAnswer))]
[JsonSerializable(typeof(ImportAnswerLine))]
[JsonSerializable(typeof(ImportProgress))]
internal sealed partial class BindingsJson : JsonSerializerContext
{
    /// <summary>For files that people read.</summary>
    public static BindingsJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
