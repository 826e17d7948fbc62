using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>What a callback must have to be kept: the names that its row is found by.</summary>
internal static class WebhookFields
{
    private static readonly string[] Names =
    [
        "AccountSid", "CallSid", "ConferenceSid", "RecordingSid",
        "interactionAccountSid", "interactionSid", "inboundResourceSid", "outboundResourceSid",
    ];

    /// <summary>What is wrong; null when the callback can be kept.</summary>
    public static WebhookProblem? ProblemOf(string type, FormParameters parameters)
    {
        var needed = NeededBy(type);
        if (parameters.Text(needed) is null)
            return new WebhookProblem(needed, $"{needed} is missing");
        var unfit = Names.FirstOrDefault(name => parameters.Text(name) is { } value && !TableKey.Fits(value));
        return unfit is null
            ? null
            : new WebhookProblem(unfit, $"of {unfit} at most {TableKey.MaxPartLength} characters can be kept; each that a table key does not allow counts as five");
    }

    // A conference's recording has no call.
    private static string NeededBy(string type) => type switch
    {
        EnvelopeKinds.VoiceRecordingStatus => "RecordingSid",
        EnvelopeKinds.ProxyCallback or EnvelopeKinds.ProxyIntercept => "interactionSid",
        _ => "CallSid",
    };
}
