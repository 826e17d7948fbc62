using System.Net;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.Proxy;

/// <summary>Interactions as the intercept callback sends them.</summary>
internal static class Interactions
{
    public const string Inbound = "KP00000000000000000000000000000001";

    public static ProxyInteraction Message(string? data, params (string Name, string Value)[] more) => Of("message", "message", data, more);

    public static ProxyInteraction Voice(params (string Name, string Value)[] more) => Of("Voice", "call", """{"duration":"5"}""", more);

    public static ProxyInteraction Of(string type, string resourceType, string? data, params (string Name, string Value)[] more)
    {
        (string, string)[] parameters =
        [
            ("interactionSid", Sids.New("KI")), ("interactionAccountSid", "AC1"), ("interactionType", type), ("interactionData", data ?? ""),
            ("inboundParticipantSid", Inbound), ("inboundResourceSid", Sids.New(resourceType == "call" ? "CA" : "SM")), ("inboundResourceType", resourceType),
            ("inboundResourceStatus", "ringing"), .. more,
        ];
        var form = string.Join('&', parameters.Select(parameter => $"{parameter.Item1}={WebUtility.UrlEncode(parameter.Item2)}"));
        return ProxyInteraction.Of(form, new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero))!;
    }
}
