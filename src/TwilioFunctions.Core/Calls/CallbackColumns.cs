using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// What the rows of callbacks have in common: the parameters as they were sent, which is what is read back, and a key that ends with
/// their hash. The same callback is one row however often it comes, and one that differs in anything is another.
/// </summary>
internal static class CallbackColumns
{
    public const string ReceivedAt = "ReceivedAt";

    private const string Form = "Form";
    private const int MaxPartLength = 64;

    /// <param name="owner">The SID whose partition it is.</param>
    /// <param name="parts">What the row's key begins with.</param>
    /// <param name="envelope">The callback's message.</param>
    /// <param name="form">The parameters, encoded.</param>
    public static TableEntity RowOf(string owner, IEnumerable<string?> parts, Envelope envelope, string form)
    {
        var key = string.Join(TableKey.Separator, parts.Select(PartOf).Append(HashOf(envelope.Type, envelope.Payload!)));
        var row = new TableEntity(TableKey.Encode(owner), key)
        {
            ["AccountSid"] = envelope.AccountSid,
            [ReceivedAt] = envelope.ReceivedAt,
        };
        TextColumns.Write(row, Form, form);
        return row;
    }

    public static string FormOf(TableEntity row) => TextColumns.Read(row, Form) ?? "";

    public static DateTimeOffset ReceivedAtOf(TableEntity row) => row.GetDateTimeOffset(ReceivedAt) ?? default;

    /// <summary>For looking at only, where it is long: the hash tells rows apart.</summary>
    public static string PartOf(string? text)
    {
        var part = TableKey.Encode(text ?? "");
        return part.Length <= MaxPartLength ? part : part[..MaxPartLength].TrimEnd('=');
    }

    private static string HashOf(string type, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{payload}")))[..16];
}
