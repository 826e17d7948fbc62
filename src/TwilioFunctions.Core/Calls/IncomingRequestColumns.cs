using System.Text.Json;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Calls;

/// <summary>Rows <c>incoming|{hash}</c>: Twilio may ask more than once, and be answered otherwise then.</summary>
internal static class IncomingRequestColumns
{
    public const string RowPrefix = "incoming|";

    /// <summary>True where <see cref="WriteFacts"/> wrote the row.</summary>
    public const string HasFacts = "HasFacts";

    private const string DecidedBy = "DecidedBy";
    private const string Twiml = "Twiml";

    /// <exception cref="InvalidDataException">The payload is not an <see cref="AnsweredCall"/>.</exception>
    public static CallbackRow Write(string callSid, Envelope envelope)
    {
        var answered = Parse(envelope.Payload!);
        var row = CallbackColumns.RowOf(callSid, ["incoming"], envelope, answered.Form, $"{answered.DecidedBy}\n{answered.Twiml}");
        WriteFacts(row.Row, IncomingRequest.Of(answered.Form, answered.DecidedBy, answered.Twiml, envelope.ReceivedAt));
        row[DecidedBy] = TextColumns.Shorten(answered.DecidedBy);
        TextColumns.Write(row.Row, Twiml, answered.Twiml);
        return row;
    }

    public static IncomingRequest Read(TableEntity row)
    {
        var request = IncomingRequest.Of(
            CallbackColumns.FormOf(row), row.GetString(DecidedBy) ?? "", TextColumns.Read(row, Twiml) ?? "", CallbackColumns.ReceivedAtOf(row));
        return request with { AccountSid = request.AccountSid ?? row.GetString("AccountSid") };
    }

    /// <summary>Whether the row's columns lack what a list shows: it was written by a version that kept it in the form alone.</summary>
    public static bool LacksFacts(TableEntity row) =>
        row.RowKey.StartsWith(RowPrefix, StringComparison.Ordinal) && row.GetBoolean(HasFacts) is not true;

    /// <summary>The columns that the list of a day is made from.</summary>
    public static void WriteFacts(TableEntity row, IncomingRequest request)
    {
        row["CallStatus"] = TextColumns.Shorten(request.Status);
        row["From"] = TextColumns.Shorten(request.From);
        row["To"] = TextColumns.Shorten(request.To);
        row["Direction"] = TextColumns.Shorten(request.Direction);
        row[HasFacts] = true;
    }

    private static AnsweredCall Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, AnsweredCallJson.Default.AnsweredCall) is { DecidedBy: not null, Twiml: not null, Form: not null } answered
                ? answered
                : throw new InvalidDataException("Not an answered call: a member is missing.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"Not an answered call: {malformed.Message}", malformed);
        }
    }
}
