using System.Diagnostics;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// Sends at a rate, whatever the responses are: each request has a time at which it is due. It holds back only while a quarter of a second's
/// requests wait for their response. So a busy machine is late, and doesn't time out. Then it catches up on up to ten seconds.
/// </summary>
/// <param name="rate">How many a second.</param>
/// <param name="send">Sends the one of that number, and ends when it is answered for good.</param>
internal sealed class SteadyLoad(int rate, Func<int, Task> send)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly List<Task> underWay = [];
    private volatile int count;
    private volatile bool stopped;
    private Task? running;

    /// <summary>How many have been sent.</summary>
    public int Count => count;

    /// <summary>How long it has been sending.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>How many were under way at once at most.</summary>
    public int MostUnderWay { get; private set; }

    public void Start() => running = Task.Run(RunAsync);

    /// <summary>Waits until some more have been sent.</summary>
    public async Task SentAsync(int more)
    {
        var goal = count + more;
        while (count < goal)
        {
            await Task.Delay(Tick);
            if (running!.IsCompleted)
                await running;
        }
    }

    /// <summary>Sends no more, and waits for all answers.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        await running!;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        var start = Stopwatch.GetTimestamp();
        var due = 0.0;
        // The timer leaves ticks out on a busy machine: what was due meanwhile is sent with the next.
        while (!stopped && await timer.WaitForNextTickAsync())
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            due += (elapsed - Elapsed).TotalSeconds * rate;
            Elapsed = elapsed;
            for (; due >= 1 && underWay.Count < rate / 4; due--)
                underWay.Add(send(count++));
            due = Math.Min(due, 10 * rate);
            MostUnderWay = Math.Max(MostUnderWay, underWay.Count);

            foreach (var answered in underWay.Where(task => task.IsCompleted).ToArray())
            {
                underWay.Remove(answered);
                await answered;
            }
        }

        await Task.WhenAll(underWay);
    }
}
