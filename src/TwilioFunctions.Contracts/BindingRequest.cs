using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>A binding to create or replace: the body of a PUT, a line of an import, or an upsert of a batch.</summary>
/// <remarks>The app ignores the times, so that a client can send back a binding that it has read.</remarks>
public sealed record BindingRequest
{
    /// <summary>The account, <c>AC…</c>. If it is set, it must be the account of the URL.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccountSid { get; init; }

    /// <summary>The client identity. Required in a batch and an import; otherwise it must be the identity of the URL.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Identity { get; init; }

    /// <summary>The binding's id. Required in a batch and an import; otherwise it must be the id of the URL.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BindingId { get; init; }

    /// <summary><c>fcm</c>, <c>apns</c>, <c>webpubsub</c> or <c>webhook</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The address of the channel <c>fcm</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FcmBinding? Fcm { get; init; }

    /// <summary>The address of the channel <c>apns</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ApnsBinding? Apns { get; init; }

    /// <summary>The address of the channel <c>webhook</c>, with its secret.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WebhookBinding? Webhook { get; init; }

    /// <summary>The device's own identifier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceId { get; init; }

    /// <summary>Up to 16 names with values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Ignored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? CreatedAt { get; init; }

    /// <summary>Ignored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? UpdatedAt { get; init; }
}

/// <summary>A device in Firebase Cloud Messaging.</summary>
/// <param name="RegistrationToken">The token that the app got from the Firebase SDK.</param>
public sealed record FcmBinding(string RegistrationToken);

/// <summary>A device in the Apple Push Notification service.</summary>
/// <param name="DeviceToken">Hexadecimal: the token of PushKit for VoIP pushes, the app's own for alerts.</param>
/// <param name="BundleId">The app's bundle id, without the suffix <c>.voip</c>.</param>
/// <param name="Environment"><c>production</c> or <c>sandbox</c>.</param>
/// <param name="PushType"><c>voip</c> or <c>alert</c>.</param>
public sealed record ApnsBinding(string DeviceToken, string BundleId, string Environment, string PushType);

/// <summary>An endpoint that receives signed HTTPS requests.</summary>
/// <param name="Url">An absolute https URL.</param>
/// <param name="Secret"><c>whsec_</c> and the base64 of 24 to 64 bytes.</param>
/// <param name="SecondarySecret">Signs as well while secrets are rotated.</param>
public sealed record WebhookBinding(
    string Url, string Secret, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SecondarySecret = null);

/// <summary>Up to 1,000 operations on an account's bindings.</summary>
/// <param name="Operations">The operations, in the order of their results.</param>
public sealed record BatchRequest(IReadOnlyList<BatchOperation> Operations);

/// <summary>An operation of a batch: either an upsert or a delete.</summary>
public sealed record BatchOperation
{
    /// <summary>The binding to create or replace, with its identity and id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BindingRequest? Upsert { get; init; }

    /// <summary>The binding to delete.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BatchDelete? Delete { get; init; }
}

/// <summary>The binding that a batch deletes.</summary>
/// <param name="Identity">The client identity.</param>
/// <param name="BindingId">The binding's id.</param>
public sealed record BatchDelete(string Identity, string BindingId);
