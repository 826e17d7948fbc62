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

    private const string DecidedBy = "DecidedBy";
    private const string Twiml = "Twiml";

    /// <exception cref="InvalidDataException">The payload is not an <see cref="AnsweredCall"/>.</exception>
    public static TableEntity Write(string callSid, Envelope envelope)
    {
        var answered = Parse(envelope.Payload!);
        var row = CallbackColumns.RowOf(callSid, ["incoming"], envelope, answered.Form);
        row[DecidedBy] = TextColumns.Shorten(answered.DecidedBy);
        TextColumns.Write(row, Twiml, answered.Twiml);
        return row;
    }

    public static IncomingRequest Read(TableEntity row)
    {
        var request = IncomingRequest.Of(
            CallbackColumns.FormOf(row), row.GetString(DecidedBy) ?? "", TextColumns.Read(row, Twiml) ?? "", CallbackColumns.ReceivedAtOf(row));
        return request with { AccountSid = request.AccountSid ?? row.GetString("AccountSid") };
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
