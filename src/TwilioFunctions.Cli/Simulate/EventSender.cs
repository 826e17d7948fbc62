using System.Net.Http.Headers;
using System.Text;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate.CallSummaries;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Sends Event Streams webhooks signed as Twilio signs them.</summary>
internal sealed class EventSender(HttpClient http, WebhookTarget target, TwilioAccount account, TimeProvider time)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(account.AuthToken);

    /// <summary>How long Event Streams waits for an answer: https://www.twilio.com/docs/api/errors/91308</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<Answer> SendAsync(SimulatedEvent @event, CancellationToken cancellationToken)
    {
        using var request = Sign(@event);
        return await SendAsync(request, cancellationToken);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, deadline.Token);
            return Answer.Of(response.StatusCode, time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Answer.None($"no answer within {Timeout.TotalSeconds} s", time.GetElapsedTime(start));
        }
        catch (HttpRequestException failure)
        {
            return Answer.None(failure.InnerException?.Message ?? failure.Message, time.GetElapsedTime(start));
        }
    }

    public HttpRequestMessage Sign(SimulatedEvent @event)
    {
        var body = @event.Body;
        var request = new HttpRequestMessage(HttpMethod.Post, RequestSigner.AppendBodyHash(target.Url, body))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("X-Twilio-Signature", RequestSigner.Sign(RequestSigner.AppendBodyHash(target.SignedUrl, body), key));
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        return request;
    }
}
