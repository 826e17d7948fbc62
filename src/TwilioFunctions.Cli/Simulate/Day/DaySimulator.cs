using System.Collections.Concurrent;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Sends the webhooks of a day, several at a time.</summary>
internal sealed class DaySimulator(Uri app, LocalSettings settings, TwilioAccount account, TimeProvider time)
{
    public async Task<Answers> RunAsync(DaySimulation simulation, int concurrency, Action<Answer>? onAnswer, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, UseCookies = false };
        using var http = new HttpClient(handler);
        var signer = new WebhookSigner(account);
        var senders = WebhookKind.All.ToDictionary(kind => kind, kind => SenderOf(kind, http));
        var answers = new ConcurrentBag<Answer>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };

        await Parallel.ForEachAsync(simulation.Sequences(), parallel, async (webhooks, stop) =>
        {
            foreach (var webhook in webhooks)
            {
                var (sender, target) = senders[webhook.Kind];
                using var request = signer.Sign(target, webhook);
                var answer = Judged(await sender.SendAsync(request, stop), webhook.Kind);
                answers.Add(answer);
                onAnswer?.Invoke(answer);
            }
        });

        return new Answers(answers);
    }

    private (WebhookSender Sender, WebhookTarget Target) SenderOf(WebhookKind kind, HttpClient http)
    {
        var target = WebhookTarget.For(app, kind.Path, settings);
        return (new WebhookSender(http, target, account, kind.Timeout, time), target);
    }

    private static Answer Judged(Answer answer, WebhookKind kind)
    {
        var named = answer with { Webhook = kind.Name };
        return kind.MeaningOf(answer) is { } meaning ? named.AsSuccess(meaning) : named;
    }
}
