using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Calls;

/// <summary>The parameters that say which calls of a day are wanted: <c>state</c>, <c>direction</c>, <c>number</c> and <c>tag</c>.</summary>
internal static class CallQuery
{
    /// <summary>False, and a sentence, when one of them can match nothing.</summary>
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

    /// <summary>A plus that was not encoded has become a space.</summary>
    private static string? Number(string? number) => number?[0] == ' ' ? $"+{number[1..]}" : number;
}
