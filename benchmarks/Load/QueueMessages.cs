using System.Diagnostics;
using System.Net;
using Azure.Storage.Queues;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>A queue as this program fills and watches it.</summary>
internal static class QueueMessages
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static Task<LoadRun> SendAllAsync(this QueueClient queue, IReadOnlyCollection<string> messages, int concurrency, CancellationToken cancellationToken) =>
        LoadRun.SendAsync(messages, concurrency, queue.SendAsync, cancellationToken);

    /// <summary>How many messages there are, those included that somebody works on.</summary>
    public static async Task<int> CountAsync(this QueueClient queue, CancellationToken cancellationToken) =>
        (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;

    /// <summary>Returns the first count that is at most <paramref name="most"/>.</summary>
    public static async Task<int> AtMostAsync(this QueueClient queue, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await queue.CountAsync(cancellationToken);
            if (count <= most)
                return count;
            await Task.Delay(Interval, cancellationToken);
        }
    }

    private static async Task<Answer> SendAsync(this QueueClient queue, string message, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var receipt = await queue.SendMessageAsync(message, cancellationToken);
        return Answer.Of((HttpStatusCode)receipt.GetRawResponse().Status, Stopwatch.GetElapsedTime(start));
    }
}
