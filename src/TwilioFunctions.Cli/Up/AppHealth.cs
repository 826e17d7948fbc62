using System.Net.Http.Json;
using System.Text.Json;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Up;

/// <summary>Asks the app how it is.</summary>
internal sealed class AppHealth(HttpClient http, TimeProvider time)
{
    // The first start of `func` downloads its extension bundle and takes a minute.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <exception cref="CommandFailedException">It did not become healthy in time; the message has what it said last.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var last = "it does not answer";
        using var timer = new CancellationTokenSource(Timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            while (await AskAsync(deadline.Token) is { } problem)
            {
                last = problem;
                await Task.Delay(Interval, time, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException($"The app was not healthy within {Timeout.TotalMinutes:0} minutes: {last}. Its log above says more.");
        }
    }

    /// <summary>Null when it is healthy, else what is wrong.</summary>
    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(Endpoints.Health, cancellationToken);
            return response.IsSuccessStatusCode ? null : await ProblemOfAsync(response, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return "it does not answer";
        }
    }

    private static async Task<string> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var report = await response.Content.ReadFromJsonAsync(ContractsJson.Api.HealthResponse, cancellationToken);
            var unhealthy = report?.Checks.Where(check => check.Status != HealthResponse.Healthy).Select(check => $"{check.Name}: {check.Detail}").ToArray() ?? [];
            return unhealthy.Length > 0 ? string.Join(", ", unhealthy) : $"it answers {(int)response.StatusCode}";
        }
        catch (JsonException)
        {
            return $"it answers {(int)response.StatusCode}";
        }
    }
}
