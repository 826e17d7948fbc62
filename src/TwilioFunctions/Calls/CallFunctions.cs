using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>The records of calls.</summary>
public sealed class CallFunctions
{
    private readonly CallIndex index;
    private readonly CallStore calls;
    private readonly IOptions<TwilioOptions> options;
    private readonly TimeProvider time;

    internal CallFunctions(CallIndex index, CallStore calls, IOptions<TwilioOptions> options, TimeProvider time) =>
        (this.index, this.calls, this.options, this.time) = (index, calls, options, time);

    /// <summary>Lists the calls of an account's day, latest first.</summary>
    [Function(nameof(ListCalls))]
    public async Task<HttpResponseData> ListCalls(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "calls")] HttpRequestData request, FunctionContext context)
    {
        if (!DayQuery.TryRead(request, options.Value, time, out var day, out var problem) || !PageQuery.TryRead(request, out var page, out problem)
            || !CallQuery.TryRead(request, out var filter, out problem))
            return await request.WrongParameterAsync(problem);

        return await index.ListAsync(day.AccountSid, day.Date, filter, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, list.ToResponse(), ContractsJson.Api.CallListResponse)
            : await request.WrongContinuationTokenAsync();
    }

    /// <summary>Returns the story of a call.</summary>
    [Function(nameof(GetCall))]
    public async Task<HttpResponseData> GetCall(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "calls/{callSid}")] HttpRequestData request, FunctionContext context) =>
        request.Segment(1) is not { } callSid ? await request.InvalidPathAsync("callSid")
            : await calls.FindAsync(callSid, context.CancellationToken) is { } call
            ? await request.JsonAsync(HttpStatusCode.OK, call.ToResponse(), ContractsJson.Api.CallResponse)
            : await request.ProblemAsync(ProblemTypes.CallNotFound, HttpStatusCode.NotFound, "Nothing is known of this call.", "Callbacks come within seconds where Twilio has their URLs, summaries up to ten minutes after a call has ended.");
}

/// <summary>The parameters that select calls of a day: <c>state</c>, <c>direction</c>, <c>number</c> and <c>tag</c>.</summary>
internal static class CallQuery
{
    /// <summary>Returns false and a sentence if a parameter can match nothing.</summary>
    public static bool TryRead(HttpRequestData request, out CallFilter filter, out string problem)
    {
        filter = new CallFilter
        {
            State = Text(request.Query["state"]),
            Direction = Text(request.Query["direction"]),
            Number = Number(Text(request.Query["number"])),
            Tag = Text(request.Query["tag"]),
        };
        problem = "tag is one of Voice Insights: letters, digits and underscores, for instance high_jitter.";
        return filter.Tag is null || CallFilter.IsTag(filter.Tag);
    }

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Restores a plus that was sent without encoding: it arrives as a space, first or after a scheme (<c>client:+1…</c>).</summary>
    private static string? Number(string? number)
    {
        if (number is null)
            return null;
        var start = number.IndexOf(':', StringComparison.Ordinal) + 1;
        return start < number.Length && number[start] == ' ' ? $"{number[..start]}+{number[(start + 1)..]}" : number;
    }
}
