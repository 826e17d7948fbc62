using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TwilioFunctions.Cli.Bindings;

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
            var page = await GetAsync(path, CallsJson.Default.CallsAnswer, cancellationToken);
            calls.AddRange(page.Calls);
            continuation = page.ContinuationToken;
        }
        while (continuation is not null && calls.Count < most);
        return calls;
    }

    /// <summary>All that is known of a call.</summary>
    public Task<CallStoryAnswer> ShowAsync(string callSid, CancellationToken cancellationToken) =>
        GetAsync($"calls/{Uri.EscapeDataString(callSid)}", CallsJson.Default.CallStoryAnswer, cancellationToken);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await client.SendAsync(request, cancellationToken);
        try
        {
            return (await response.Content.ReadFromJsonAsync(type, cancellationToken))!;
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"What answers at {app.AbsoluteUri} is not this app, or another version of it: {wrong.Message}", wrong);
        }
    }
}
