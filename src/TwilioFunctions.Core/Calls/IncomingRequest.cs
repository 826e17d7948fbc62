using System.Text;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>Twilio's question what to do with a call, and what the app answered.</summary>
public sealed record IncomingRequest
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
