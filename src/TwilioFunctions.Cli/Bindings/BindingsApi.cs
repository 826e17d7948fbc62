using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Cli.Bindings.Export;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Bindings;

/// <summary>The bindings of an account in a running app. What it refuses is a <see cref="CommandFailedException"/>.</summary>
internal sealed class BindingsApi(Uri app, string? key, string accountSid, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Ndjson = new("application/x-ndjson");

    private readonly AppClient client = new(app, key, time);
    private readonly string account = $"accounts/{Segment(accountSid)}";

    public string AccountSid => accountSid;

    public Uri App => app;

    /// <summary>Those of the app and the account that the options name.</summary>
    /// <exception cref="CommandFailedException">No account is known.</exception>
    public static async Task<BindingsApi> ConnectAsync(AppOptions app, ParseResult result, TimeProvider time, CancellationToken cancellationToken) =>
        new(app.App(result), app.Key(result), await app.AccountSidAsync(result, cancellationToken), time);

    public void Dispose() => client.Dispose();

    /// <summary>Every binding of an identity.</summary>
    public async Task<IReadOnlyList<BindingResponse>> ListAsync(string identity, CancellationToken cancellationToken) =>
        (await client.GetAsync(Of(identity), ContractsJson.Api.IdentityBindingsResponse, cancellationToken)).Bindings;

    /// <summary>A page of the account's bindings.</summary>
    public Task<BindingListResponse> ListAsync(string? channel, int pageSize, string? continuationToken, CancellationToken cancellationToken) =>
        client.GetAsync($"{account}/bindings?{PageQuery(channel, pageSize, continuationToken)}", ContractsJson.Api.BindingListResponse, cancellationToken);

    /// <summary>Whether there was none before.</summary>
    public async Task<bool> PutAsync(string identity, string bindingId, BindingRequest binding, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Of(identity)}/{Segment(bindingId)}");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(binding, ContractsJson.Api.BindingRequest))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        using var response = await client.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.Created;
    }

    public async Task DeleteAsync(string identity, string bindingId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Of(identity)}/{Segment(bindingId)}");
        using var response = await client.SendAsync(request, cancellationToken);
    }

    /// <summary>How many there were.</summary>
    public async Task<int> DeleteAllAsync(string identity, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Of(identity));
        using var response = await client.SendAsync(request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Api.DeletedBindingsResponse, cancellationToken))!.Deleted;
    }

    /// <summary>Imports a part, and returns the result of each line.</summary>
    public async Task<IReadOnlyList<ImportedLineResponse>> ImportAsync(byte[] part, CancellationToken stop, CancellationToken abort)
    {
        using var response = await client.SendPatientlyAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"{account}/bindings:import") { Content = new ByteArrayContent(part) { Headers = { ContentType = Ndjson } } },
            stop,
            abort);
        await using var lines = await response.Content.ReadAsStreamAsync(abort);
        return await JsonSerializer.DeserializeAsyncEnumerable(lines, ContractsJson.Api.ImportedLineResponse, topLevelValues: true, abort).OfType<ImportedLineResponse>().ToListAsync(abort);
    }

    /// <summary>A page of the export.</summary>
    public async Task<ExportedPage> ExportAsync(string? channel, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        using var response = await client.SendPatientlyAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"{account}/bindings:export?{PageQuery(channel, pageSize, continuationToken)}"),
            cancellationToken,
            cancellationToken);
        response.Headers.TryGetValues("x-continuation-token", out var next);
        return new ExportedPage(await response.Content.ReadAsByteArrayAsync(cancellationToken), next?.FirstOrDefault());
    }

    /// <summary>Waits before lines are sent again.</summary>
    public Task DelayAsync(int attempt, CancellationToken cancellationToken) => client.DelayAsync(attempt, cancellationToken);

    private string Of(string identity) => $"{account}/identities/{Segment(identity)}/bindings";

    private static string PageQuery(string? channel, int pageSize, string? continuationToken) =>
        $"pageSize={pageSize}"
        + (channel is null ? "" : $"&channel={channel}")
        + (continuationToken is null ? "" : $"&continuationToken={Uri.EscapeDataString(continuationToken)}");

    private static string Segment(string value) => value is "." or ".."
        ? throw new CommandFailedException($"'{value}' cannot stand in a URL: register and remove it with `bindings import` and the API's batch.")
        : Uri.EscapeDataString(value);
}
