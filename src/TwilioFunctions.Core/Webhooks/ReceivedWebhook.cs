using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>A verified callback whose parameters came as a form or in a query.</summary>
/// <param name="Type">One of <see cref="EnvelopeKinds"/>.</param>
/// <param name="Form">The parameters as they were sent, encoded.</param>
/// <param name="Parameters">The same, decoded.</param>
public sealed record ReceivedWebhook(string Type, ReadOnlyMemory<byte> Form, FormParameters Parameters)
{
    /// <summary>The account whose key signed it; a callback that names no account belongs to it.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The header <c>I-Twilio-Idempotency-Token</c>; null where there is none.</summary>
    public string? IdempotencyToken { get; init; }

    /// <summary>The W3C trace context of the webhook.</summary>
    public string? TraceParent { get; init; }
}
