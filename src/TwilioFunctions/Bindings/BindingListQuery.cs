using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The parameters of a list of bindings: <c>channel</c> and those of paging.</summary>
/// <param name="Channel">Null for all.</param>
/// <param name="Page">Which page.</param>
internal readonly record struct BindingListQuery(string? Channel, PageQuery Page)
{
    /// <summary>False, and a sentence, when a parameter is wrong.</summary>
    public static bool TryRead(HttpRequestData request, out BindingListQuery query, out string problem)
    {
        var channel = request.Query["channel"] is { Length: > 0 } name ? name : null;
        var valid = PageQuery.TryRead(request, out var page, out problem);
        query = new BindingListQuery(channel, page);
        if (channel is null || ChannelNames.All.Contains(channel))
            return valid;
        problem = $"channel is one of {string.Join(", ", ChannelNames.All)}.";
        return false;
    }
}
