using System.Collections.Concurrent;
using System.Net;
using System.Text;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>An event on its way: the call it is of, and its body.</summary>
internal sealed record Delivery(string EventId, string CallSid, string Body);

/// <summary>Sends events as Twilio does: again after a time-out, a 5xx or a cut connection, never again after a 4xx.</summary>
internal sealed class TwilioSender(NodeTwilio twilio, Func<int, AppProcess> instanceFor) : IDisposable
{
    private const int Concurrency = 16;

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentDictionary<HttpStatusCode, int> answers = new();
    private int sent;

    /// <summary>How often each status was answered.</summary>
    public IReadOnlyDictionary<HttpStatusCode, int> Answers => answers;

    /// <summary>How many events have been answered 200.</summary>
    public int Accepted => answers.GetValueOrDefault(HttpStatusCode.OK);

    public Task SendAllAsync(IEnumerable<Delivery> deliveries) =>
        Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (delivery, _) => await SendUntilAcceptedAsync(delivery));

    public void Dispose() => client.Dispose();

    private async Task SendUntilAcceptedAsync(Delivery delivery)
    {
        while (true)
        {
            var url = instanceFor(Interlocked.Increment(ref sent)).EventsUrl;
            var signed = await twilio.SignAsync(url, null, delivery.Body, AppProcess.AuthToken);
            if (await TrySendAsync(signed, delivery.Body) is { } status)
            {
                answers.AddOrUpdate(status, 1, (_, count) => count + 1);
                if (status == HttpStatusCode.OK)
                    return;
                if ((int)status is >= 400 and < 500)
                    throw new InvalidOperationException($"{delivery.EventId} was answered {(int)status}, so that Twilio would drop it.");
            }
            await Task.Delay(200);
        }
    }

    private async Task<HttpStatusCode?> TrySendAsync(NodeSignature signed, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, signed.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed.Signature);
        try
        {
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
