using System.Globalization;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Calls;

/// <summary>The calls of a running app. What it refuses is a <see cref="CommandFailedException"/>.</summary>
internal sealed class CallsApi(Uri app, string? key, TimeProvider time) : IDisposable
{
    private const int PageSize = 100;

    private readonly AppClient client = new(app, key, time);

    public void Dispose() => client.Dispose();

    /// <summary>The latest first, up to a number of them.</summary>
    public async Task<IReadOnlyList<CallListEntry>> ListAsync(CallQuery query, int most, CancellationToken cancellationToken)
    {
        var calls = new List<CallListEntry>();
        string? continuation = null;
        do
        {
            var path = $"calls?{query.ToQueryString(Math.Min(PageSize, most - calls.Count), continuation)}";
            // A page may hold none, and more may follow it.
            var page = await client.GetAsync(path, ContractsJson.Api.CallListResponse, cancellationToken);
            calls.AddRange(page.Calls);
            continuation = page.ContinuationToken;
        }
        while (continuation is not null && calls.Count < most);
        return calls;
    }

    /// <summary>All that is known of a call.</summary>
    public Task<CallResponse> ShowAsync(string callSid, CancellationToken cancellationToken) =>
        client.GetAsync($"calls/{Uri.EscapeDataString(callSid)}", ContractsJson.Api.CallResponse, cancellationToken);
}

/// <summary>Selects calls. A null filter selects all.</summary>
/// <param name="AccountSid">The account.</param>
/// <param name="Date">The day (UTC) on which the calls began.</param>
internal sealed record CallQuery(string AccountSid, DateOnly? Date)
{
    public string? State { get; init; }

    public string? Direction { get; init; }

    public string? Number { get; init; }

    public string? Tag { get; init; }

    public string ToQueryString(int? pageSize, string? continuationToken)
    {
        (string Name, string? Value)[] parameters =
        [
            ("accountSid", AccountSid),
            ("date", Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("state", State),
            ("direction", Direction),
            ("number", Number),
            ("tag", Tag),
            ("pageSize", pageSize?.ToString(CultureInfo.InvariantCulture)),
            ("continuationToken", continuationToken),
        ];
        return string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
    }
}
