using System.ComponentModel;

namespace Azure.Storage.Queues.Models;

/// <summary>The error codes of the service. https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes</summary>
public readonly struct QueueErrorCode : IEquatable<QueueErrorCode>
{
    private readonly string value;

    public QueueErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    public static QueueErrorCode AccountAlreadyExists { get; } = new(nameof(AccountAlreadyExists));

    public static QueueErrorCode AccountBeingCreated { get; } = new(nameof(AccountBeingCreated));

    public static QueueErrorCode AccountIsDisabled { get; } = new(nameof(AccountIsDisabled));

    public static QueueErrorCode AuthenticationFailed { get; } = new(nameof(AuthenticationFailed));

    public static QueueErrorCode AuthorizationFailure { get; } = new(nameof(AuthorizationFailure));

    public static QueueErrorCode AuthorizationPermissionMismatch { get; } = new(nameof(AuthorizationPermissionMismatch));

    public static QueueErrorCode AuthorizationProtocolMismatch { get; } = new(nameof(AuthorizationProtocolMismatch));

    public static QueueErrorCode AuthorizationResourceTypeMismatch { get; } = new(nameof(AuthorizationResourceTypeMismatch));

    public static QueueErrorCode AuthorizationServiceMismatch { get; } = new(nameof(AuthorizationServiceMismatch));

    public static QueueErrorCode AuthorizationSourceIPMismatch { get; } = new(nameof(AuthorizationSourceIPMismatch));

    public static QueueErrorCode ConditionHeadersNotSupported { get; } = new(nameof(ConditionHeadersNotSupported));

    public static QueueErrorCode ConditionNotMet { get; } = new(nameof(ConditionNotMet));

    public static QueueErrorCode EmptyMetadataKey { get; } = new(nameof(EmptyMetadataKey));

    public static QueueErrorCode FeatureVersionMismatch { get; } = new(nameof(FeatureVersionMismatch));

    public static QueueErrorCode InsufficientAccountPermissions { get; } = new(nameof(InsufficientAccountPermissions));

    public static QueueErrorCode InternalError { get; } = new(nameof(InternalError));

    public static QueueErrorCode InvalidAuthenticationInfo { get; } = new(nameof(InvalidAuthenticationInfo));

    public static QueueErrorCode InvalidHeaderValue { get; } = new(nameof(InvalidHeaderValue));

    public static QueueErrorCode InvalidHttpVerb { get; } = new(nameof(InvalidHttpVerb));

    public static QueueErrorCode InvalidInput { get; } = new(nameof(InvalidInput));

    public static QueueErrorCode InvalidMarker { get; } = new(nameof(InvalidMarker));

    public static QueueErrorCode InvalidMd5 { get; } = new(nameof(InvalidMd5));

    public static QueueErrorCode InvalidMetadata { get; } = new(nameof(InvalidMetadata));

    public static QueueErrorCode InvalidQueryParameterValue { get; } = new(nameof(InvalidQueryParameterValue));

    public static QueueErrorCode InvalidRange { get; } = new(nameof(InvalidRange));

    public static QueueErrorCode InvalidResourceName { get; } = new(nameof(InvalidResourceName));

    public static QueueErrorCode InvalidUri { get; } = new(nameof(InvalidUri));

    public static QueueErrorCode InvalidXmlDocument { get; } = new(nameof(InvalidXmlDocument));

    public static QueueErrorCode InvalidXmlNodeValue { get; } = new(nameof(InvalidXmlNodeValue));

    public static QueueErrorCode Md5Mismatch { get; } = new(nameof(Md5Mismatch));

    public static QueueErrorCode MessageNotFound { get; } = new(nameof(MessageNotFound));

    public static QueueErrorCode MessageTooLarge { get; } = new(nameof(MessageTooLarge));

    public static QueueErrorCode MetadataTooLarge { get; } = new(nameof(MetadataTooLarge));

    public static QueueErrorCode MissingContentLengthHeader { get; } = new(nameof(MissingContentLengthHeader));

    public static QueueErrorCode MissingRequiredHeader { get; } = new(nameof(MissingRequiredHeader));

    public static QueueErrorCode MissingRequiredQueryParameter { get; } = new(nameof(MissingRequiredQueryParameter));

    public static QueueErrorCode MissingRequiredXmlNode { get; } = new(nameof(MissingRequiredXmlNode));

    public static QueueErrorCode MultipleConditionHeadersNotSupported { get; } = new(nameof(MultipleConditionHeadersNotSupported));

    public static QueueErrorCode OperationTimedOut { get; } = new(nameof(OperationTimedOut));

    public static QueueErrorCode OutOfRangeInput { get; } = new(nameof(OutOfRangeInput));

    public static QueueErrorCode OutOfRangeQueryParameterValue { get; } = new(nameof(OutOfRangeQueryParameterValue));

    public static QueueErrorCode PopReceiptMismatch { get; } = new(nameof(PopReceiptMismatch));

    public static QueueErrorCode QueueAlreadyExists { get; } = new(nameof(QueueAlreadyExists));

    public static QueueErrorCode QueueBeingDeleted { get; } = new(nameof(QueueBeingDeleted));

    public static QueueErrorCode QueueDisabled { get; } = new(nameof(QueueDisabled));

    public static QueueErrorCode QueueNotEmpty { get; } = new(nameof(QueueNotEmpty));

    public static QueueErrorCode QueueNotFound { get; } = new(nameof(QueueNotFound));

    public static QueueErrorCode RequestBodyTooLarge { get; } = new(nameof(RequestBodyTooLarge));

    public static QueueErrorCode RequestUrlFailedToParse { get; } = new(nameof(RequestUrlFailedToParse));

    public static QueueErrorCode ResourceAlreadyExists { get; } = new(nameof(ResourceAlreadyExists));

    public static QueueErrorCode ResourceNotFound { get; } = new(nameof(ResourceNotFound));

    public static QueueErrorCode ResourceTypeMismatch { get; } = new(nameof(ResourceTypeMismatch));

    public static QueueErrorCode ServerBusy { get; } = new(nameof(ServerBusy));

    public static QueueErrorCode UnsupportedHeader { get; } = new(nameof(UnsupportedHeader));

    public static QueueErrorCode UnsupportedHttpVerb { get; } = new(nameof(UnsupportedHttpVerb));

    public static QueueErrorCode UnsupportedQueryParameter { get; } = new(nameof(UnsupportedQueryParameter));

    public static QueueErrorCode UnsupportedXmlNode { get; } = new(nameof(UnsupportedXmlNode));

    public static implicit operator QueueErrorCode(string value) => new(value);

    public static implicit operator QueueErrorCode?(string? value) => value is null ? default(QueueErrorCode?) : new QueueErrorCode(value);

    public static bool operator ==(QueueErrorCode left, QueueErrorCode right) => left.Equals(right);

    public static bool operator !=(QueueErrorCode left, QueueErrorCode right) => !left.Equals(right);

    public static bool operator ==(QueueErrorCode code, string? value) => code.Equals(value);

    public static bool operator !=(QueueErrorCode code, string? value) => !code.Equals(value);

    public static bool operator ==(string? value, QueueErrorCode code) => code.Equals(value);

    public static bool operator !=(string? value, QueueErrorCode code) => !code.Equals(value);

    public bool Equals(QueueErrorCode other) => Equals(other.value);

    public bool Equals(string? value) => string.Equals(this.value, value, StringComparison.InvariantCultureIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is QueueErrorCode other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => value is null ? 0 : StringComparer.InvariantCultureIgnoreCase.GetHashCode(value);

    public override string ToString() => value;
}
