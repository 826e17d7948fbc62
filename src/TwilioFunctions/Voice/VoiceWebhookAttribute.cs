using System.Net;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Voice;

/// <summary>A webhook of Programmable Voice: https://www.twilio.com/docs/usage/webhooks/voice-webhooks.</summary>
internal class VoiceWebhookAttribute : FormWebhookAttribute
{
    /// <inheritdoc />
    public override HttpStatusCode Refusal => HttpStatusCode.Forbidden;

    /// <inheritdoc />
    protected override IReadOnlyList<string> AccountSidParameters => ["AccountSid"];
}
