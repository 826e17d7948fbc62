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

    /// <summary>A plus that was not encoded has become a space, at the beginning or behind the scheme of an address: <c>client:+1…</c>.</summary>
    private static string? Number(string? number)
    {
        if (number is null)
            return null;
        var start = number.IndexOf(':', StringComparison.Ordinal) + 1;
        return start < number.Length && number[start] == ' ' ? $"{number[..start]}+{number[(start + 1)..]}" : number;
    }
}
