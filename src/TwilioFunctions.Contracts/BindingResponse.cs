using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>A device, or a service, that rings when a client identity is called. One of the addresses is set, or none for <c>webpubsub</c>.</summary>
/// <param name="AccountSid">The account, <c>AC…</c>.</param>
/// <param name="Identity">The client identity.</param>
/// <param name="BindingId">The id, unique within the identity.</param>
/// <param name="Channel"><c>fcm</c>, <c>apns</c>, <c>webpubsub</c> or <c>webhook</c>.</param>
/// <param name="Fcm">The address of the channel <c>fcm</c>.</param>
/// <param name="Apns">The address of the channel <c>apns</c>.</param>
/// <param name="Webhook">The address of the channel <c>webhook</c>.</param>
/// <param name="DeviceId">The device's own identifier.</param>
/// <param name="Labels">Names with values; null without labels.</param>
/// <param name="CreatedAt">When it was registered first, in UTC.</param>
/// <param name="UpdatedAt">When it was last put, in UTC.</param>
public sealed record BindingResponse(
    string AccountSid,
    string Identity,
    string BindingId,
    string Channel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FcmBinding? Fcm,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ApnsBinding? Apns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WebhookBindingResponse? Webhook,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Labels,
    DateTime CreatedAt,
    DateTime UpdatedAt);

/// <summary>An endpoint that receives signed HTTPS requests.</summary>
/// <param name="Url">An absolute https URL.</param>
/// <param name="Secret">Signs each request. Devices don't see it.</param>
/// <param name="SecondarySecret">Signs as well while secrets are rotated. Devices don't see it.</param>
public sealed record WebhookBindingResponse(
    string Url,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SecondarySecret);

/// <summary>A page of an account's bindings.</summary>
/// <param name="Bindings">The bindings.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
public sealed record BindingListResponse(IReadOnlyList<BindingResponse> Bindings, string? ContinuationToken);

/// <summary>All the bindings of an identity.</summary>
/// <param name="Bindings">The bindings.</param>
public sealed record IdentityBindingsResponse(IReadOnlyList<BindingResponse> Bindings);

/// <summary>The number of bindings that were deleted.</summary>
/// <param name="Deleted">The number.</param>
public sealed record DeletedBindingsResponse(int Deleted);

/// <summary>The results of a batch.</summary>
/// <param name="Results">A result for each operation, in their order.</param>
public sealed record BatchResultsResponse(IReadOnlyList<BatchResultResponse> Results);

/// <summary>The result of an operation of a batch.</summary>
/// <param name="Status">The HTTP status of the response that the operation alone would get.</param>
/// <param name="Identity">The client identity; null if the operation doesn't name one.</param>
/// <param name="BindingId">The binding's id; null if the operation doesn't name one.</param>
/// <param name="Errors">The errors of an operation that was refused.</param>
public sealed record BatchResultResponse(
    int Status,
    string? Identity,
    string? BindingId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors = null);

/// <summary>The result of a line of an import.</summary>
/// <param name="Line">The number of the line, from 1. Empty lines count, but have no result.</param>
/// <param name="Status">The HTTP status of the response that the line alone would get.</param>
/// <param name="Identity">The client identity; null if the line doesn't name one.</param>
/// <param name="BindingId">The binding's id; null if the line doesn't name one.</param>
/// <param name="Errors">The errors of a line that was refused.</param>
public sealed record ImportedLineResponse(
    int Line,
    int Status,
    string? Identity,
    string? BindingId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors = null);
