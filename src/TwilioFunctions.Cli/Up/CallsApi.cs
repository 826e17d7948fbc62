using System.Net.Http.Json;

namespace TwilioFunctions.Cli.Up;

/// <summary>Reads the app's list of calls.</summary>
internal sealed class CallsApi(HttpClient http)
{
    /// <summary>All calls of a day (UTC).</summary>
    public async Task<IReadOnlyList<ListedCall>> ListAsync(string accountSid, DateOnly date, CancellationToken cancellationToken)
    {
        var calls = new List<ListedCall>();
        string? continuation = null;
        do
        {
            var token = continuation is null ? "" : $"&continuationToken={Uri.EscapeDataString(continuation)}";
            var url = $"api/calls?accountSid={accountSid}&date={date:yyyy-MM-dd}{token}";
            var page = await http.GetFromJsonAsync(url, ApiJson.Default.CallsAnswer, cancellationToken);
            calls.AddRange(page!.Calls);
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
        return calls;
    }
}
