using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>
/// Draws what a Voice URL and a StatusCallback are sent of a call. A number tells of its incoming calls once, at the end; of outbound
/// calls every state is told. Of Elastic SIP Trunking, nothing: https://www.twilio.com/docs/usage/webhooks/voice-webhooks
/// </summary>
internal static class VoiceWebhooks
{
    public static IReadOnlyList<SimulatedWebhook> NextVoice(this Random random, SimulatedCall call)
    {
        if (call.Route.Type == "trunking")
            return [];

        // Number and call each have their own settings.
        var ofUrl = random.NextMethod();
        var ofCallback = random.NextMethod();
        return call.Route.Direction switch
        {
            "inbound" => [random.NextRequest(call, "ringing", call.Start, ofUrl), random.NextPlainEnd(call, ofCallback)],
            "outbound_api" =>
            [
                // The URL of the call is asked as soon as somebody answers.
                .. call.Outcome.IsAnswered ? [random.NextRequest(call, "in-progress", call.Answer, ofUrl)] : Array.Empty<SimulatedWebhook>(),
                .. random.NextProgress(call, ofCallback),
                .. random.NextChance(0.25) ? [random.NextPlainEnd(call, ofCallback)] : Array.Empty<SimulatedWebhook>(),
            ],
            _ => random.NextProgress(call, ofCallback),
        };
    }

    private static HttpMethod NextMethod(this Random random) => random.NextChance(0.1) ? HttpMethod.Get : HttpMethod.Post;

    private static SimulatedWebhook NextRequest(this Random random, SimulatedCall call, string status, DateTime time, HttpMethod method)
    {
        var form = CallForm.Of(call, status);
        random.AddDetails(form, call);
        // https://www.twilio.com/docs/voice/twiml: CallToken comes with POST only.
        var token = random.NextBase64(48);
        if (method == HttpMethod.Post)
            form.Add("CallToken", $$"""{"parentCallInfoToken":"{{token}}","identityHeaderTokens":[]}""");
        return new SimulatedWebhook(WebhookKind.IncomingCall, call.CallSid, time) { Method = method, Parameters = form };
    }

    private static List<SimulatedWebhook> NextProgress(this Random random, SimulatedCall call, HttpMethod method)
    {
        var answeredBy = call.Route.Direction == "outbound_api" && call.Outcome.IsAnswered && random.NextChance(0.2)
            ? random.NextOf(["human", "machine_start"])
            : null;
        var progress = new List<SimulatedWebhook>();
        foreach (var (status, time) in call.States())
        {
            var form = CallForm.Of(call, status);
            form.Add("CallbackSource", "call-progress-events");
            form.Add("SequenceNumber", progress.Count);
            form.Add("Timestamp", time.Rfc2822());
            form.Add("AnsweredBy", status is "in-progress" or "completed" ? answeredBy : null);
            if (status == call.FinalStatus)
                form.AddEnd(call);
            progress.Add(new SimulatedWebhook(WebhookKind.CallStatus, call.CallSid, time) { Method = method, Parameters = form });
        }

        return progress;
    }

    private static SimulatedWebhook NextPlainEnd(this Random random, SimulatedCall call, HttpMethod method)
    {
        var form = CallForm.Of(call, call.FinalStatus);
        form.Add("Timestamp", call.End.Rfc2822());
        form.AddEnd(call);
        return new SimulatedWebhook(WebhookKind.CallStatus, call.CallSid, call.End.AddSeconds(random.Next(2))) { Method = method, Parameters = form };
    }

    private static void AddEnd(this FormBuilder form, SimulatedCall call)
    {
        form.Add("CallDuration", call.TalkSeconds);
        // In minutes, as it is billed.
        form.Add("Duration", (call.TalkSeconds + 59) / 60);
        form.Add("SipResponseCode", call.Outcome.SipResponse);
    }

    /// <summary>The states that the callee's leg goes through, and when.</summary>
    private static IEnumerable<(string Status, DateTime Time)> States(this SimulatedCall call)
    {
        yield return ("initiated", call.Start);
        if (call.Outcome.State != "fail")
            yield return ("ringing", call.Start.AddMilliseconds(Math.Min(call.PostDialDelay, call.RingSeconds * 1_000)));
        if (call.Outcome.IsAnswered)
            yield return ("in-progress", call.Answer);
        yield return (call.FinalStatus, call.End);
    }

    /// <summary>What only some calls have.</summary>
    private static void AddDetails(this Random random, FormBuilder form, SimulatedCall call)
    {
        // All are drawn whether they are used or not.
        var verdict = random.NextOf(["TN-Validation-Passed-A", "TN-Validation-Passed-B", "TN-Validation-Passed-C-Diverted", "TN-Validation-Failed-C", "No-TN-Validation"]);
        var passport = random.NextBase64(48);
        var forwarder = $"{random.NextOf(Place.All).Prefix}{random.Next(100):D2}";
        var (isForwarded, hasName, hasAddOns) = (random.NextChance(0.1), random.NextChance(0.2), random.NextChance(0.1));
        switch (call.Route.Type)
        {
            case "carrier" when call.Route.Direction == "inbound":
                form.Add("StirVerstat", verdict);
                form.Add("StirPassportToken", verdict.StartsWith("TN", StringComparison.Ordinal) ? passport : null);
                form.Add("ForwardedFrom", isForwarded ? forwarder : null);
                form.Add("CallerName", hasName ? "DOE,JANE" : null);
                form.Add("AddOns", hasAddOns ? """{"status":"successful","message":null,"code":null,"results":{}}""" : null);
                break;
            case "sip":
                form.Add("SipDomain", "example.sip.twilio.com");
                form.Add("SipHeader_X-Customer-Id", passport[..8]);
                break;
            case "client":
                // The Voice SDK's own parameters come under whatever name the app gave them.
                form.Add("orderNumber", hasName ? "4711 & 4712" : null);
                break;
            default:
                break;
        }
    }

    private static string NextBase64(this Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
