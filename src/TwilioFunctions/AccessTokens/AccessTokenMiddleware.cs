using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.AccessTokens;

/// <summary>Lets a device's function run only when an access token proves who the device belongs to.</summary>
internal sealed partial class AccessTokenMiddleware(AccessTokenVerifier verifier, ILogger<AccessTokenMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Challenge = "Bearer realm=\"client\"";

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.FunctionDefinition.DemandsAccessToken())
        {
            await next(context);
            return;
        }

        var request = await context.GetHttpRequestDataAsync()
            ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} demands an access token without an HTTP request.");
        var verification = await verifier.VerifyAsync(request.Header("Authorization"));
        if (verification is { Result: AccessTokenResult.Valid, AccountSid: { } accountSid, Identity: { } identity })
        {
            LogProven(context.FunctionDefinition.Name, accountSid, verification.ApiKeySid ?? "(none)");
            context.Features.Set(new AuthenticatedClient(accountSid, identity));
            await next(context);
            return;
        }

        LogRefused(context.FunctionDefinition.Name, verification.Result, verification.ApiKeySid ?? "(none)", AccessTokenAdvice.For(verification.Result));
        context.GetInvocationResult().Value = await RefuseAsync(request, verification.Result);
    }

    private static Task<HttpResponseData> RefuseAsync(HttpRequestData request, AccessTokenResult result) => result switch
    {
        // Our own fault. What to do about it is the log's to tell, not a device's to know.
        AccessTokenResult.KeyUnavailable => request.ProblemAsync(
            ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "The key of this access token cannot be read at the moment.", "Try again."),
        AccessTokenResult.NoIdentity => RefuseAsync(request, HttpStatusCode.Forbidden, "This access token belongs to no client.", result, "insufficient_scope"),
        // Without an error code where no token was sent: https://www.rfc-editor.org/rfc/rfc6750#section-3.1
        AccessTokenResult.Missing => RefuseAsync(request, HttpStatusCode.Unauthorized, "An access token is needed.", result, error: null),
        _ => RefuseAsync(request, HttpStatusCode.Unauthorized, "The access token is not accepted.", result, "invalid_token"),
    };

    private static async Task<HttpResponseData> RefuseAsync(HttpRequestData request, HttpStatusCode status, string title, AccessTokenResult result, string? error)
    {
        var advice = AccessTokenAdvice.For(result);
        var response = await request.ProblemAsync(ProblemTypes.InvalidAccessToken, status, title, $"{result}. {advice}");
        response.Headers.Add("WWW-Authenticate", error is null ? Challenge : $"{Challenge}, error=\"{error}\", error_description=\"{advice}\"");
        return response;
    }

    [LoggerMessage(EventId = 1151, Level = LogLevel.Debug, Message = "{Function}: proven to be a client of {AccountSid} by API key {ApiKeySid}")]
    private partial void LogProven(string function, string accountSid, string apiKeySid);

    [LoggerMessage(EventId = 1152, Level = LogLevel.Warning, Message = "{Function}: access token refused, {Result}, API key {ApiKeySid}. {Advice}")]
    private partial void LogRefused(string function, AccessTokenResult result, string apiKeySid, string advice);
}
