using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Http;

/// <summary>The parameters of a list by account and day: <c>accountSid</c> and <c>date</c>.</summary>
/// <param name="AccountSid">The only configured account if the request names none.</param>
/// <param name="Date">Today (UTC) if the request names none.</param>
internal readonly record struct DayQuery(string AccountSid, DateOnly Date)
{
    /// <summary>Returns false and a sentence if a parameter is missing or invalid.</summary>
    public static bool TryRead(HttpRequestData request, TwilioOptions options, TimeProvider time, out DayQuery day, out string problem)
    {
        day = default;
        problem = "";
        var accountSid = request.Query["accountSid"];
        if (string.IsNullOrEmpty(accountSid) && options.Accounts.Count == 1)
            accountSid = options.Accounts[0].AccountSid;
        var date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (string.IsNullOrEmpty(accountSid))
            problem = "accountSid is needed, because more than one account is configured.";
        else if (!TableKey.Fits(accountSid))
            problem = "accountSid must be an Account SID: AC and 32 hexadecimal digits.";
        else if (request.Query["date"] is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            problem = "date is a day in UTC, written yyyy-MM-dd.";
        else
            day = new DayQuery(accountSid, date);
        return problem.Length == 0;
    }
}

/// <summary>The paging parameters of a list: <c>pageSize</c> and <c>continuationToken</c>.</summary>
/// <param name="PageSize">From 1 to 1,000.</param>
/// <param name="ContinuationToken">The token of the previous page.</param>
internal readonly record struct PageQuery(int PageSize, string? ContinuationToken)
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    /// <summary>Returns false and a sentence if the page size is invalid.</summary>
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
