using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Sends JSON signed as Twilio signs it.</summary>
/// <param name="http">Sends.</param>
/// <param name="target">Where to, and what is signed.</param>
/// <param name="account">Who signs.</param>
/// <param name="timeout">How long Twilio would wait for the answer.</param>
/// <param name="time">Measures.</param>
internal sealed class WebhookSender(HttpClient http, WebhookTarget target, TwilioAccount account, TimeSpan timeout, TimeProvider time)
{
    private readonly WebhookSigner signer = new(account);

    public async Task<Answer> SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = Sign(body);
        return await SendAsync(request, cancellationToken);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, deadline.Token);
            var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
            return Answer.Of(response.StatusCode, time.GetElapsedTime(start)) with { IsProblem = isProblem };
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Answer.None($"no answer within {timeout.TotalSeconds} s", time.GetElapsedTime(start));
        }
        catch (HttpRequestException failure)
        {
            return Answer.None(failure.InnerException?.Message ?? failure.Message, time.GetElapsedTime(start));
        }
    }

    public HttpRequestMessage Sign(byte[] body) => signer.Json(target, body);
}
