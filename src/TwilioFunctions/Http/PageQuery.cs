using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.Http;

/// <summary>The paging parameters of a list: <c>pageSize</c> and <c>continuationToken</c>.</summary>
/// <param name="PageSize">From 1 to 1,000.</param>
/// <param name="ContinuationToken">From the page before.</param>
internal readonly record struct PageQuery(int PageSize, string? ContinuationToken)
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    /// <summary>False, and a sentence, when the page size is none.</summary>
    public static bool TryRead(HttpRequestData request, out PageQuery page, out string problem)
    {
        var pageSize = DefaultPageSize;
        problem = $"pageSize is a whole number from 1 to {MaxPageSize}.";
        var valid = request.Query["pageSize"] is not { Length: > 0 } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pageSize) && pageSize is > 0 and <= MaxPageSize);
        page = new PageQuery(pageSize, request.Query["continuationToken"]);
        return valid;
    }
}
