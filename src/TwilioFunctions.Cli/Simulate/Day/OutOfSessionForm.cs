using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Writes the form of a call or message that no open session covers: https://www.twilio.com/docs/proxy/api/webhooks</summary>
internal static class OutOfSessionForm
{
    /// <param name="hadSession">Whether there was a session once, which is told then.</param>
    public static SimulatedWebhook OfCall(SimulatedCall call, ProxySession session, bool hadSession)
    {
        var form = CallForm.Of(call, "ringing");
        form.Add("AddOns", """{"status":"successful","message":null,"code":null,"results":{}}""");
        form.AddSession(session, hadSession);
        return new SimulatedWebhook(WebhookKind.ProxyOutOfSession, call.CallSid, call.Start) { Parameters = form };
    }

    /// <param name="hadSession">Whether there was a session once, which is told then.</param>
    public static SimulatedWebhook OfMessage(ProxyMessage message, SimulatedCall call, ProxySession session, bool hadSession)
    {
        var form = new FormBuilder
        {
            { "AccountSid", call.AccountSid },
            { "ApiVersion", CallForm.ApiVersion },
            { "Body", message.Text },
            { "From", call.From.Caller },
            { "MessageSid", message.Sid },
            { "NumMedia", 0 },
            { "NumSegments", 1 },
            { "SmsMessageSid", message.Sid },
            { "SmsSid", message.Sid },
            { "SmsStatus", "received" },
            { "To", call.To.Callee },
        };
        form.AddSession(session, hadSession);
        return new SimulatedWebhook(WebhookKind.ProxyOutOfSession, message.Sid, message.Time) { Parameters = form };
    }

    private static void AddSession(this FormBuilder form, ProxySession session, bool hadSession)
    {
        if (!hadSession)
            return;

        form.AddParticipant("inbound", session, session.Inbound);
        form.AddParticipant("outbound", session, session.Outbound);
        var ended = session.Created.AddMinutes(10).Iso8601();
        form.Add("sessionAccountSid", session.AccountSid);
        form.Add("sessionClosedReason", "api");
        form.Add("sessionDateCreated", session.Created.Iso8601());
        form.Add("sessionDateEnded", ended);
        form.Add("sessionDateUpdated", ended);
        form.Add("sessionMode", "voice-and-message");
        form.Add("sessionServiceSid", session.ServiceSid);
        form.Add("sessionSid", session.Sid);
        form.Add("sessionStatus", "closed");
        form.Add("sessionUniqueName", $"session_{session.Sid[2..10]}");
    }

    private static void AddParticipant(this FormBuilder form, string side, ProxySession session, ProxyParticipant participant)
    {
        var created = session.Created.Iso8601();
        form.Add($"{side}ParticipantAccountSid", session.AccountSid);
        form.Add($"{side}ParticipantDateCreated", created);
        form.Add($"{side}ParticipantDateUpdated", created);
        form.Add($"{side}ParticipantFriendlyName", $"user_{participant.Sid[2..10]}");
        form.Add($"{side}ParticipantIdentifier", participant.Identifier);
        form.Add($"{side}ParticipantProxyIdentifier", participant.ProxyIdentifier);
        form.Add($"{side}ParticipantProxyIdentifierSid", participant.ProxyIdentifierSid);
        form.Add($"{side}ParticipantServiceSid", session.ServiceSid);
        form.Add($"{side}ParticipantSessionSid", session.Sid);
        form.Add($"{side}ParticipantSid", participant.Sid);
    }
}
