using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// Reads code and message out of the service's errors; in transactions the message begins with the index of the action that failed.
/// Source: https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2
/// </summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    /// <summary>The key of <see cref="Exception.Data"/> under which the index is kept.</summary>
    public const string FailedEntity = "FailedEntity";

    public static TableErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not { CanSeek: true, Length: > 0 })
            return false;

        try
        {
            using var document = JsonDocument.Parse(response.Content.ToMemory());
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("odata.error", out var body))
                return false;
            var message = body.GetProperty("message").GetProperty("value").GetString() ?? "";
            data = new Dictionary<string, string>();
            if (FailedIndex(message) is { } index)
            {
                data[FailedEntity] = index.ToString(CultureInfo.InvariantCulture);
                message += $"\nThe action that failed is in {nameof(TableTransactionFailedException.FailedTransactionActionIndex)}.";
            }
            error = new ResponseError(body.GetProperty("code").GetString(), message);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static int? FailedIndex(string message)
    {
        var prefix = message.AsSpan(0, Math.Max(0, message.IndexOf(':', StringComparison.Ordinal)));
        return int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
