using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Runs one function when it is due, one run at a time.</summary>
internal sealed partial class FunctionTimer(
    Function function, TimerSchedule schedule, bool monitored, bool runOnStartup, InvocationFactory invocations, TimeProvider time, ILogger logger)
    : IDisposable
{
    // More than a timer of .NET can wait for in one go is waited for in several.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;
    private DateTimeOffset last;
    private DateTimeOffset next;

    public void Start()
    {
        next = schedule.NextAfter(time.GetUtcNow());
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Cancels what runs, as the real host does, and waits for it until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        try
        {
            await loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogAbandoned(function.Name);
        }
    }

    public void Dispose() => stop.Dispose();

    private async Task LoopAsync()
    {
        try
        {
            if (runOnStartup)
                await RunAsync(time.GetUtcNow());
            while (true)
            {
                await UntilDueAsync();
                // A clock that is behind must not make the same occurrence due twice.
                var now = time.GetUtcNow();
                await RunAsync(now < next ? next : now);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task UntilDueAsync()
    {
        stop.Token.ThrowIfCancellationRequested();
        while (next - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait < LongestDelay ? wait : LongestDelay, time, stop.Token);
    }

    private async Task RunAsync(DateTimeOffset due)
    {
        try
        {
            await using var invocation = invocations.Create(function, traceParent: null, traceState: null, stop.Token);
            await invocation.RunAsync(new TimerTriggerInput(time.GetUtcNow(), monitored ? Status() : null));
        }
        catch (Exception)
        {
            // It has been logged, and the next run is due all the same.
        }
        (last, next) = (due, schedule.NextAfter(due));
    }

    private ScheduleStatus Status() => new() { Last = last.UtcDateTime, Next = next.UtcDateTime, LastUpdated = last.UtcDateTime };

    [LoggerMessage(1, LogLevel.Warning, "The function {Function} still runs, and is not waited for any longer.")]
    private partial void LogAbandoned(string function);
}
