using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>Twilio's question what to do with a call, and what the app answered.</summary>
internal sealed record IncomingRequest
{
    /// <summary>The call's state at that moment, <c>ringing</c> for most.</summary>
    public string? Status { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>Who calls.</summary>
    public string? From { get; init; }

    /// <summary>Who is called.</summary>
    public string? To { get; init; }

    /// <summary><c>inbound</c> for most.</summary>
    public string? Direction { get; init; }

    /// <summary>The number that forwarded the call, where the carrier tells it.</summary>
    public string? ForwardedFrom { get; init; }

    /// <summary>The call that this one is a leg of, <c>CA…</c>.</summary>
    public string? ParentCallSid { get; init; }

    /// <summary>The rule that decided, or whatever else did.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>What Twilio was told.</summary>
    public required string Twiml { get; init; }

    /// <summary>When the request first arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The parameters as they were sent, encoded.</summary>
    public required string Form { get; init; }

    /// <summary>The parameters as they were sent.</summary>
    public FormParameters Parameters => FormParameters.Parse(Encoding.UTF8.GetBytes(Form));

    /// <summary>Reads a form; never throws.</summary>
    public static IncomingRequest Of(string form, string decidedBy, string twiml, DateTimeOffset receivedAt)
    {
        var parameters = FormParameters.Parse(Encoding.UTF8.GetBytes(form));
        return new IncomingRequest
        {
            Status = parameters.Text("CallStatus"),
            AccountSid = parameters.Text("AccountSid"),
            From = parameters.Text("From"),
            To = parameters.Text("To"),
            Direction = parameters.Text("Direction"),
            ForwardedFrom = parameters.Text("ForwardedFrom"),
            ParentCallSid = parameters.Text("ParentCallSid"),
            DecidedBy = decidedBy,
            Twiml = twiml,
            ReceivedAt = receivedAt,
            Form = form,
        };
    }
}

/// <summary>What an incoming call was answered, as the record of the call keeps it.</summary>
/// <param name="DecidedBy">The rule, or whatever else decided.</param>
/// <param name="Twiml">What Twilio was told.</param>
/// <param name="Form">The parameters as Twilio sent them.</param>
internal sealed record AnsweredCall(string DecidedBy, string Twiml, string Form)
{
    /// <summary>Whether nothing else could be said, because what decides has failed.</summary>
    [JsonIgnore]
    public bool IsFallback { get; init; }
}

[JsonSerializable(typeof(AnsweredCall))]
internal sealed partial class AnsweredCallJson : JsonSerializerContext;

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
