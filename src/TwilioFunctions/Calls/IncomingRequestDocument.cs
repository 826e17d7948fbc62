using System.Text.Json.Serialization;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>What Twilio asked when the call came in, and what the app answered.</summary>
public sealed record IncomingRequestDocument(
    DateTimeOffset ReceivedAt, string DecidedBy, string Twiml, [property: JsonConverter(typeof(FormJson))] FormParameters Parameters)
{
    public static IncomingRequestDocument Of(IncomingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new IncomingRequestDocument(request.ReceivedAt, request.DecidedBy, request.Twiml, request.Parameters);
    }
}
