using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Calls;

/// <summary>The calls of a running app. What it refuses is a <see cref="CommandFailedException"/>.</summary>
internal sealed class CallsApi(Uri app, string? key, TimeProvider time) : IDisposable
{
    private const int PageSize = 100;

    private readonly AppClient client = new(app, key, time);

    public void Dispose() => client.Dispose();

    /// <summary>The latest first, up to a number of them.</summary>
    public async Task<IReadOnlyList<ListedCall>> ListAsync(CallQuery query, int most, CancellationToken cancellationToken)
    {
        var calls = new List<ListedCall>();
        string? continuation = null;
        do
        {
            var path = $"calls?{query.ToQueryString(Math.Min(PageSize, most - calls.Count), continuation)}";
            // A page may hold none, and more may follow it.
            var page = await client.GetAsync(path, CallsJson.Default.CallsAnswer, cancellationToken);
            calls.AddRange(page.Calls);
            continuation = page.ContinuationToken;
        }
        while (continuation is not null && calls.Count < most);
        return calls;
    }

    /// <summary>All that is known of a call.</summary>
    public Task<CallStoryAnswer> ShowAsync(string callSid, CancellationToken cancellationToken) =>
        client.GetAsync($"calls/{Uri.EscapeDataString(callSid)}", CallsJson.Default.CallStoryAnswer, cancellationToken);
}
