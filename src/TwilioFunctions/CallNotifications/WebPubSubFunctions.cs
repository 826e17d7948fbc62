using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Channels.WebPubSub;
using TwilioFunctions.Http;

namespace TwilioFunctions.CallNotifications;

/// <summary>The access of devices to Azure Web PubSub.</summary>
public sealed partial class WebPubSubFunctions
{
    private readonly WebPubSubNegotiation negotiation;
    private readonly ILogger<WebPubSubFunctions> logger;

    internal WebPubSubFunctions(WebPubSubNegotiation negotiation, ILogger<WebPubSubFunctions> logger) =>
        (this.negotiation, this.logger) = (negotiation, logger);

    /// <summary>Returns the URL with which a device connects as its client identity.</summary>
    [TwilioAccessToken]
    [Function(nameof(NegotiateWebPubSub))]
    public async Task<HttpResponseData> NegotiateWebPubSub(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/negotiate")] HttpRequestData request, FunctionContext context)
    {
        if (negotiation.MissingSetting is { } missing)
            return await request.ProblemAsync(ProblemTypes.ChannelNotConfigured, HttpStatusCode.NotFound, "This app has no Azure Web PubSub.", missing);

        var client = context.GetAuthenticatedClient();
        var access = await negotiation.AccessAsync(client.AccountSid, client.Identity, context.CancellationToken);
        if (access.Url is { } url)
            return await request.JsonAsync(HttpStatusCode.OK, new WebPubSubAccessResponse(url, access.ExpiresAt), ContractsJson.Api.WebPubSubAccessResponse);

        LogRefused(client.AccountSid, access.Problem ?? "Azure gave no reason");
        return await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "Azure Web PubSub gives no access at the moment.", "Try again.");
    }

    [LoggerMessage(EventId = 5241, Level = LogLevel.Error, Message = "No Web PubSub URL for a client of {AccountSid}: {Problem}")]
    private partial void LogRefused(string accountSid, string problem);
}
