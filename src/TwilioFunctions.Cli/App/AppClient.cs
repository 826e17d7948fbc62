using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TwilioFunctions.Cli.App;

/// <summary>Sends requests to the app, and turns what is no success into a sentence.</summary>
internal sealed class AppClient : IDisposable
{
    private const int Tries = 8;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly Uri app;
    private readonly HttpClient http;
    private readonly TimeProvider time;

    public AppClient(Uri app, string? key, TimeProvider time)
    {
        this.app = app;
        this.time = time;
        http = new HttpClient { BaseAddress = new Uri($"{app.AbsoluteUri.TrimEnd('/')}/api/") };
        if (!string.IsNullOrEmpty(key))
            http.DefaultRequestHeaders.Add("x-functions-key", key);
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

    /// <summary>Tries again while the app is busy or out of reach, for some minutes.</summary>
    /// <param name="request">Makes the request: one cannot be sent twice.</param>
    /// <param name="stop">Ends the waiting between two tries.</param>
    /// <param name="abort">Ends a request that is under way.</param>
    /// <exception cref="CommandFailedException">Nothing answers in the end, or the answer is no success and will not become one.</exception>
    public async Task<HttpResponseMessage> SendPatientlyAsync(Func<HttpRequestMessage> request, CancellationToken stop, CancellationToken abort)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                using var message = request();
                var response = await http.SendAsync(message, abort);
                if (attempt == Tries || !IsPassing(response.StatusCode))
                    return await SuccessAsync(response, abort);
                asked = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
                response.Dispose();
            }
            catch (HttpRequestException) when (attempt < Tries)
            {
                // The app is being started again, or the network is away.
            }
            catch (HttpRequestException failure)
            {
                throw NothingAnswers(failure);
            }
            catch (OperationCanceledException late) when (late.InnerException is TimeoutException && attempt < Tries)
            {
                // It took the request and never answered.
            }
            catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
            {
                throw TooLate(late);
            }

            await DelayAsync(attempt, asked, stop);
        }
    }

    /// <summary>Waits before the next try: as long as the app asked, else twice as long each time.</summary>
    public Task DelayAsync(int attempt, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var delay = asked ?? FirstDelay * Math.Pow(2, attempt - 1);
        return Task.Delay(delay < TimeSpan.Zero ? TimeSpan.Zero : delay < LongestDelay ? delay : LongestDelay, time, cancellationToken);
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

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
