using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>What the rows of callbacks have in common: the parameters as they were sent, which is what is read back.</summary>
internal static class CallbackColumns
{
    public const string ReceivedAt = "ReceivedAt";

    private const string Form = "Form";
    private const int MaxPartLength = 64;

    /// <param name="owner">The SID whose partition it is.</param>
    /// <param name="parts">What the row's key begins with.</param>
    /// <param name="envelope">The callback's message.</param>
    /// <param name="form">The parameters, encoded.</param>
    /// <param name="response">What was decided on the callback, where that is kept: another decision is another row.</param>
    public static CallbackRow RowOf(string owner, IReadOnlyList<string?> parts, Envelope envelope, string form, string response = "")
    {
        var hash = CallbackHash.Of(envelope.Type, form, response)[..16];
        var row = new TableEntity(TableKey.Encode(owner), KeyOf(parts, hash))
        {
            ["AccountSid"] = envelope.AccountSid,
            [ReceivedAt] = envelope.ReceivedAt,
        };
        TextColumns.Write(row, Form, form);
        return new CallbackRow(row, hash, KeyOf(parts, FormerHashOf(envelope)));
    }

    public static string FormOf(TableEntity row) => TextColumns.Read(row, Form) ?? "";

    public static DateTimeOffset ReceivedAtOf(TableEntity row) => row.GetDateTimeOffset(ReceivedAt) ?? default;

    /// <summary>For looking at only, where it is long: the hash tells rows apart.</summary>
    public static string PartOf(string? text)
    {
        var part = TableKey.Encode(text ?? "");
        return part.Length <= MaxPartLength ? part : part[..MaxPartLength].TrimEnd('=');
    }

    private static string KeyOf(IEnumerable<string?> parts, string hash) => string.Join(TableKey.Separator, parts.Select(PartOf).Append(hash));

    // Versions before 1.0 took the parameters as they were spelled. A callback that Twilio sends again after an upgrade must find its row.
    private static string FormerHashOf(Envelope envelope) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{envelope.Type}\n{envelope.Payload}")))[..16];
}

/// <summary>The row of a callback. Its key ends with a hash of the parameters: the same callback is one row however often it comes and however it is spelled.</summary>
/// <param name="Row">The row.</param>
/// <param name="Hash">The end of its key.</param>
/// <param name="FormerKey">The key that earlier versions gave it.</param>
internal sealed record CallbackRow(TableEntity Row, string Hash, string FormerKey)
{
    public object? this[string column]
    {
        set => Row[column] = value;
    }

    /// <summary>The earlier arrival stays: of a callback that came twice, whichever is processed first, the rows are the same.</summary>
    public IReadOnlyList<TableTransactionAction> Changes(CallRows rows) =>
        CallRows.PutEarliest(Row, rows.FindByEnd($"{TableKey.Separator}{Hash}") ?? rows.Find(FormerKey));
}
