using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The columns of a call in table <c>CallIndex</c>, and in the row of table <c>Calls</c> that the index is made from.</summary>
internal static class CallListingColumns
{
    /// <summary>A tag has a column of its own, which is true: tables cannot search within a text, but they can compare a column.</summary>
    public const string TagPrefix = "Tag_";

    // A row has room for 252 columns.
    private const int MaxTagColumns = 100;

    public static void Write(TableEntity row, CallListing call)
    {
        row["CallSid"] = call.CallSid;
        row["AccountSid"] = call.AccountSid;
        row["State"] = TextColumns.Shorten(call.State);
        row["Direction"] = TextColumns.Shorten(call.Direction);
        row["From"] = TextColumns.Shorten(call.From);
        row["To"] = TextColumns.Shorten(call.To);
        row["Type"] = TextColumns.Shorten(call.Type);
        row["Stage"] = call.Stage?.Name();
        row["StartTime"] = call.StartTime;
        row["EndTime"] = call.EndTime;
        row["Duration"] = call.Duration;
        row["ConnectDuration"] = call.ConnectDuration;
        row["DisconnectedBy"] = TextColumns.Shorten(call.DisconnectedBy);
        row["Tags"] = call.Tags.Count == 0 ? null : TextColumns.Shorten(string.Join(',', call.Tags));
        foreach (var tag in call.Tags.Where(IsTag).Take(MaxTagColumns))
            row[TagPrefix + tag] = true;
    }

    public static CallListing Read(TableEntity row) => new()
    {
        CallSid = row.GetString("CallSid") ?? "",
        AccountSid = row.GetString("AccountSid"),
        State = row.GetString("State"),
        Direction = row.GetString("Direction"),
        From = row.GetString("From"),
        To = row.GetString("To"),
        Type = row.GetString("Type"),
        Stage = CallSummaryStages.OfName(row.GetString("Stage")),
        StartTime = row.GetDateTimeOffset("StartTime"),
        EndTime = row.GetDateTimeOffset("EndTime"),
        Duration = row.GetInt32("Duration"),
        ConnectDuration = row.GetInt32("ConnectDuration"),
        DisconnectedBy = row.GetString("DisconnectedBy"),
        Tags = row.GetString("Tags") is { Length: > 0 } tags ? tags.Split(',') : [],
    };

    /// <summary>Whether a column can bear the tag's name, as those of Voice Insights all can: <c>high_jitter</c>, <c>silence</c>.</summary>
    public static bool IsTag(string tag) => tag.Length is > 0 and <= 64 && tag.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
