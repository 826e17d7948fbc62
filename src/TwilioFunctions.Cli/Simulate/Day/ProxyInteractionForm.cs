using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Writes the forms of an interaction. They have the parameters, and no others, of https://www.twilio.com/docs/proxy/api/webhooks.</summary>
/// <param name="Type"><c>Voice</c> or <c>message</c>: Twilio does not spell them alike.</param>
internal sealed record ProxyInteractionForm(ProxySession Session, string Sid, string Type, string InboundSid, string OutboundSid, DateTime Created)
{
    private bool IsVoice => Type == "Voice";

    /// <summary>Whether it may go on. There is no outbound side yet.</summary>
    public SimulatedWebhook Intercept(string inboundStatus, string data) =>
        new(WebhookKind.ProxyIntercept, InboundSid, Created) { Parameters = Form(inboundStatus, data, Created) };

    /// <summary>What has become of it.</summary>
    public SimulatedWebhook Callback(string inboundStatus, string outboundStatus, string data, DateTime updated)
    {
        var form = Form(inboundStatus, data, updated);
        AddSide(form, "outbound", Session.Outbound, OutboundSid, outboundStatus);
        return new SimulatedWebhook(WebhookKind.ProxyCallback, InboundSid, updated) { Parameters = form };
    }

    private FormBuilder Form(string inboundStatus, string data, DateTime updated)
    {
        var form = new FormBuilder();
        AddSide(form, "inbound", Session.Inbound, InboundSid, inboundStatus);
        form.Add("interactionAccountSid", Session.AccountSid);
        form.Add("interactionData", data);
        form.Add("interactionDateCreated", Created.Iso8601());
        form.Add("interactionDateUpdated", updated.Iso8601());
        form.Add("interactionServiceSid", Session.ServiceSid);
        form.Add("interactionSessionSid", Session.Sid);
        form.Add("interactionSid", Sid);
        form.Add("interactionType", Type);
        return form;
    }

    private void AddSide(FormBuilder form, string side, ProxyParticipant participant, string resourceSid, string status)
    {
        form.Add($"{side}ParticipantSid", participant.Sid);
        form.Add($"{side}ResourceSid", resourceSid);
        form.Add($"{side}ResourceStatus", status);
        form.Add($"{side}ResourceType", IsVoice ? "call" : "message");
        var resources = IsVoice ? "Calls" : "Messages";
        form.Add($"{side}ResourceUrl", $"https://api.twilio.com/{CallForm.ApiVersion}/Accounts/{Session.AccountSid}/{resources}/{resourceSid}.json");
    }
}

/// <summary>A session of Twilio Proxy with its two participants.</summary>
internal sealed record ProxySession(string AccountSid, string ServiceSid, string Sid, ProxyParticipant Inbound, ProxyParticipant Outbound, DateTime Created);

/// <summary>A participant behind a proxy number.</summary>
/// <param name="Sid"><c>KP…</c></param>
/// <param name="Identifier">The own number.</param>
/// <param name="ProxyIdentifier">The number that the other one calls.</param>
/// <param name="ProxyIdentifierSid"><c>PN…</c></param>
internal sealed record ProxyParticipant(string Sid, string Identifier, string ProxyIdentifier, string ProxyIdentifierSid);

/// <summary>A message to a proxy number.</summary>
internal sealed record ProxyMessage(string Sid, string Text, DateTime Time)
{
    /// <summary>As <c>interactionData</c> has it.</summary>
    public string Data => $$"""{"body":"{{JsonEncodedText.Encode(Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""";
}
