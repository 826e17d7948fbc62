using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace TwilioFunctions.Cli.App;

/// <summary>Sends requests to the app, and turns what is no success into a sentence.</summary>
internal sealed class AppClient : IDisposable
{
    private const int Retries = 7;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly Uri app;
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline<HttpResponseMessage> retry;

    public AppClient(Uri app, string? key, TimeProvider time)
    {
        this.app = app;
        this.time = time;
        http = new HttpClient { BaseAddress = new Uri($"{app.AbsoluteUri.TrimEnd('/')}/api/") };
        if (!string.IsNullOrEmpty(key))
            http.DefaultRequestHeaders.Add("x-functions-key", key);
        // Without jitter: there is one client, and people read when it goes on.
        var options = new HttpRetryStrategyOptions { MaxRetryAttempts = Retries, Delay = FirstDelay, MaxDelay = LongestDelay, UseJitter = false };
        retry = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(options).Build();
    }

    public void Dispose() => http.Dispose();

    /// <summary>One try.</summary>
    /// <exception cref="CommandFailedException">Nothing answers, or the answer is no success, which is a <see cref="RefusedException"/>.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await SuccessAsync(await http.SendAsync(request, cancellationToken), cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw NothingAnswers(failure);
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw TooLate(late);
        }
    }

    /// <summary>What a GET answers; one try.</summary>
    /// <exception cref="CommandFailedException">Nothing answers, the answer is no success, or it is not what this app answers.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, cancellationToken);
        try
        {
            return (await response.Content.ReadFromJsonAsync(type, cancellationToken))!;
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"What answers at {app.AbsoluteUri} is not this app, or another version of it: {wrong.Message}", wrong);
        }
    }

    /// <summary>Retries for some minutes while the app is busy or out of reach, and waits as long as <c>Retry-After</c> says.</summary>
    /// <param name="request">Creates the request: one can't be sent twice.</param>
    /// <param name="stop">Ends the waiting between two requests.</param>
    /// <param name="abort">Ends a request that is under way.</param>
    /// <exception cref="CommandFailedException">The last request got no response, or one that isn't a success.</exception>
    /// <exception cref="OperationCanceledException">One of the two tokens was cancelled.</exception>
    public async Task<HttpResponseMessage> SendPatientlyAsync(Func<HttpRequestMessage> request, CancellationToken stop, CancellationToken abort)
    {
        try
        {
            var response = await retry.ExecuteAsync(
                async _ =>
                {
                    using var message = request();
                    return await http.SendAsync(message, abort);
                },
                stop);
            // Polly doesn't retry once it is cancelled, and returns the response that it has.
            if (HttpClientResiliencePredicates.IsTransient(Outcome.FromResult(response)))
                stop.ThrowIfCancellationRequested();
            return await SuccessAsync(response, abort);
        }
        catch (HttpRequestException ex)
        {
            stop.ThrowIfCancellationRequested();
            throw NothingAnswers(ex);
        }
        catch (OperationCanceledException ex) when (ex.InnerException is TimeoutException)
        {
            stop.ThrowIfCancellationRequested();
            throw TooLate(ex);
        }
    }

    /// <summary>Waits before lines of a request are sent again: twice as long each time.</summary>
    public Task DelayAsync(int attempt, CancellationToken cancellationToken)
    {
        var delay = FirstDelay * Math.Pow(2, attempt - 1);
        return Task.Delay(delay < LongestDelay ? delay : LongestDelay, time, cancellationToken);
    }

    private static async Task<HttpResponseMessage> SuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await Problem.OfAsync(response, cancellationToken);
    }

    private CommandFailedException TooLate(Exception late) =>
        new($"The app did not answer within {http.Timeout.TotalSeconds:0} s: its log may say why.", late);

    private CommandFailedException NothingAnswers(HttpRequestException failure) => new(
        $"Nothing answers at {http.BaseAddress!.GetLeftPart(UriPartial.Authority)} ({failure.InnerException?.Message ?? failure.Message}): " +
        "start the app with `up`, or name another --url.",
        failure);
}
