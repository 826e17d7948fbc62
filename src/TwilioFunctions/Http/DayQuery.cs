using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Http;

/// <summary>The parameters of a list by account and day: <c>accountSid</c> and <c>date</c>.</summary>
/// <param name="AccountSid">The only configured account where the request names none.</param>
/// <param name="Date">Today (UTC) where the request names none.</param>
internal readonly record struct DayQuery(string AccountSid, DateOnly Date)
{
    /// <summary>False, and a sentence, when a parameter is missing or none.</summary>
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
