using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Whose interaction it is, as far as Twilio says it. An identifier is a participant's number as a rule, and stands among both.</summary>
/// <param name="Participants">SIDs and identifiers of both sides.</param>
/// <param name="Numbers">The numbers of both sides.</param>
/// <param name="BegunByParticipants">The inbound side's.</param>
/// <param name="BegunByNumbers">The inbound side's.</param>
internal sealed record InteractionParties(
    IReadOnlyList<string> Participants, IReadOnlyList<string> Numbers, IReadOnlyList<string> BegunByParticipants, IReadOnlyList<string> BegunByNumbers)
{
    private const string InboundSid = "inboundParticipantSid";
    private const string InboundIdentifier = "inboundParticipantIdentifier";
    private const string OutboundSid = "outboundParticipantSid";
    private const string OutboundIdentifier = "outboundParticipantIdentifier";

    public static InteractionParties Of(ProxyInteraction interaction)
    {
        var parameters = interaction.Parameters;
        return new(
            Values(InboundSid, InboundIdentifier, OutboundSid, OutboundIdentifier),
            Values("From", "To", InboundIdentifier, OutboundIdentifier),
            Values(InboundSid, InboundIdentifier),
            Values("From", InboundIdentifier));

        string[] Values(params string[] names) => [.. names.SelectMany(parameters.GetValues).Where(value => value.Length > 0)];
    }
}
