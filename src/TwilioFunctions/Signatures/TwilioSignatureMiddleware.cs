using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Http;

namespace TwilioFunctions.Signatures;

/// <summary>
/// Lets a webhook's function run only when the request is proven to be Twilio's. An exception on the way to the proof is answered by
/// <see cref="StorageFaultMiddleware"/>, as one of a request that may be anybody's.
/// </summary>
internal sealed partial class TwilioSignatureMiddleware(SignatureVerifier verifier, ILogger<TwilioSignatureMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>A larger body is parsed only when one of our keys, whosever it is, signed the request.</summary>
    internal const int MaxUnprovenBytes = 64 * 1024;

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Webhook() is not { } webhook)
        {
            await next(context);
            return;
        }

        var request = await context.GetHttpRequestDataAsync()
            ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} is a webhook without an HTTP request.");
        var verification = await VerifyAsync(webhook, context, request);
        AppSpans.Verified(verification);
        if (verification.Result == SignatureResult.Valid)
        {
            LogProven(context.FunctionDefinition.Name, verification.AccountSid, verification.Key);
            context.Features.Set(new VerifiedWebhook(verification.AccountSid));
            await next(context);
            return;
        }

        LogRefused(context.FunctionDefinition.Name, verification.Result, SignatureAdvice.For(verification.Result), verification.Url);
        context.GetInvocationResult().Value = await RefuseAsync(context, request, webhook, verification.Result);
    }

    /// <summary>
    /// The signature must hold for every account that the request names, so that no event rides on another account's. They are
    /// found by parsing the body, which takes many times its size: before that, what can be refused without is refused.
    /// </summary>
    internal async Task<SignatureVerification> VerifyAsync(TwilioWebhookAttribute webhook, FunctionContext context, HttpRequestData request)
    {
        if (request.ReceivedUrl() is not { } url)
            return SignatureVerification.InvalidUrl(request.Header("Host"));

        var signed = new SignedRequest
        {
            Method = request.Method,
            Url = url,
            Signature = request.Header("X-Twilio-Signature"),
            ContentType = request.Header("Content-Type"),
        };
        if (string.IsNullOrEmpty(signed.Signature) && VerifyFor(accountSid: null) is { Result: SignatureResult.MissingSignature } unsigned)
            return unsigned;
        signed = signed with { Body = await ReadBodyAsync(request, context.CancellationToken) };
        // What none of our keys signed, the keys of one account did not sign either.
        if (signed.Body.Length > MaxUnprovenBytes && VerifyFor(accountSid: null) is { Result: not SignatureResult.Valid } refused)
            return refused;

        SignatureVerification? first = null;
        foreach (var accountSid in webhook.AccountSidsOf(context, request, signed.Body))
        {
            var verification = VerifyFor(accountSid);
            if (verification.Result != SignatureResult.Valid)
                return verification;
            first ??= verification;
        }
        return first ?? VerifyFor(accountSid: null);

        SignatureVerification VerifyFor(string? accountSid)
        {
            var verification = verifier.Verify(signed, accountSid);
            return verification.Result == SignatureResult.Valid ? verification : webhook.VerifyOtherwise(context, signed, accountSid, verification) ?? verification;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        var body = new byte[request.Body.Length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        request.Body.Position = 0;
        return body;
    }

    /// <summary>Keys that cannot be read are our own fault, and so are limits: Twilio shall try again and not drop the event.</summary>
    private static Task<HttpResponseData> RefuseAsync(FunctionContext context, HttpRequestData request, TwilioWebhookAttribute webhook, SignatureResult result) =>
        result switch
        {
            SignatureResult.KeyUnavailable => webhook.AnswerOwnFaultAsync(context, request, "The keys of this account cannot be read at the moment."),
            SignatureResult.TooLarge => webhook.AnswerOwnFaultAsync(context, request, "The form is larger than what is read."),
            _ => request.ProblemAsync(ProblemTypes.InvalidSignature, webhook.Refusal, "The request is not proven to be Twilio's.", $"{result}. The app's log names the URL that was verified."),
        };

    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "{Function}: proven to be from {AccountSid} by its {Key} key")]
    private partial void LogProven(string function, string? accountSid, string? key);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "{Function}: refused, {Result}. {Advice} Verified as {Url}")]
    private partial void LogRefused(string function, SignatureResult result, string advice, string? url);
}
