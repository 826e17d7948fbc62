using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.CallNotifications;

/// <summary>A call notification names its account in the body. The parsed body is left as a feature for the function.</summary>
internal sealed class CallNotificationWebhookAttribute : TwilioWebhookAttribute
{
    /// <inheritdoc />
    public override HttpStatusCode Refusal => HttpStatusCode.Forbidden;

    /// <inheritdoc />
    public override IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        var parsed = CallNotificationBody.Parse(body);
        context.Features.Set(parsed);
        return parsed.AccountSid is { } accountSid ? [accountSid] : [];
    }

    /// <inheritdoc />
    public override SignatureVerification? VerifyOtherwise(
        FunctionContext context, SignedRequest request, string? accountSid, SignatureVerification refused)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<UnboundSignatures>().Verify(request, accountSid, refused);
    }
}

/// <summary>How the function gets at the parsed body.</summary>
internal static class CallNotificationFeature
{
    public static CallNotificationBody GetCallNotification(this FunctionContext context) =>
        context.Features.Get<CallNotificationBody>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} receives call notifications but carries no {nameof(CallNotificationWebhookAttribute)}.");
}
