using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.EventStreams;

/// <summary>The events of an account's day that belong to no call.</summary>
internal sealed class ListEvents(EventStore events, IOptions<TwilioOptions> options, TimeProvider time)
{
    [Function(nameof(ListEvents))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequestData request, FunctionContext context)
    {
        if (!DayQuery.TryRead(request, options.Value, time, out var day, out var problem) || !PageQuery.TryRead(request, out var page, out problem))
            return await request.WrongParameterAsync(problem);

        return await events.ListAsync(day.AccountSid, day.Date, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, EventListDocument.Of(list), ApiJson.Api.EventListDocument)
            : await request.WrongContinuationTokenAsync();
    }
}
