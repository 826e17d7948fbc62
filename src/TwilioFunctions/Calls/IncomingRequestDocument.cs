using TwilioFunctions.Core.Calls;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>What Twilio asked when the call came in, and what the app answered.</summary>
internal sealed record IncomingRequestDocument(
    DateTimeOffset ReceivedAt, string DecidedBy, string Twiml, FormDocument Parameters)
{
    public static IncomingRequestDocument Of(IncomingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new IncomingRequestDocument(request.ReceivedAt, request.DecidedBy, request.Twiml, new FormDocument(request.Parameters));
    }
}
