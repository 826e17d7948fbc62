using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Http;
using TwilioFunctions.LocalHost.Jobs;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost;

/// <summary>One run of an app: the worker, then HTTP and the other triggers, until it is told to stop.</summary>
internal sealed partial class Host(FunctionApp app, ILoggerFactory loggers)
{
    private static readonly TimeSpan DefaultDrainTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = loggers.CreateLogger("Host.Lifetime");

    /// <summary>Returns after the app was told to stop and has finished its work.</summary>
    /// <exception cref="LocalHostException">The app can't be started, or it can't go on.</exception>
    /// <exception cref="OperationCanceledException">The app was told to stop while it started.</exception>
    public static async Task RunAsync(FunctionApp app, CancellationToken stop)
    {
        using var port = LocalPort.Take(app.Port);
        using var loggers = ConsoleLog.CreateFactory(app);
        await new Host(app with { Port = port.Number }, loggers).RunAsync(port, stop);
    }

    private async Task RunAsync(LocalPort port, CancellationToken stop)
    {
        var drainTimeout = app.Duration("drainTimeout", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? DefaultDrainTimeout;
        await using var server = await WorkerServer.StartAsync(loggers, stop);
        await using var worker = new FunctionWorker(app, server, loggers);
        var functions = await worker.StartAsync(stop);
        await using var http = new HttpServer(app, port, functions, worker, loggers);
        var jobs = new JobHost(app, functions, worker, loggers);
        await http.StartAsync(stop);
        Console.WriteLine(Describe(functions));
        jobs.Start();

        var stopped = Task.Delay(Timeout.Infinite, stop);
        var ended = await Task.WhenAny(stopped, worker.GaveUp, jobs.Failed);
        using var abort = new CancellationTokenSource();
        await DrainAsync(Task.WhenAll(http.StopAsync(abort.Token), jobs.StopAsync()), worker, drainTimeout);
        await abort.CancelAsync();
        if (ended is Task<LocalHostException> failed)
            throw await failed;
    }

    /// <summary>Waits until everything that runs has finished; cancels it after <paramref name="timeout"/>.</summary>
    private async Task DrainAsync(Task draining, FunctionWorker worker, TimeSpan timeout)
    {
        await Task.WhenAny(draining, Task.Delay(timeout));
        if (!draining.IsCompleted)
        {
            LogDrainTimeout(timeout.TotalSeconds);
            worker.CancelInvocations();
            await Task.WhenAny(draining, Task.Delay(CancelTimeout));
        }

        if (draining.IsFaulted && !StorageOutageException.IsIn(draining.Exception))
            LogDrainFailed(ConsoleLog.Describe(draining.Exception));
    }

    private string Describe(IEnumerable<FunctionDescription> functions) => string.Join(
        Environment.NewLine,
        functions.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => function.Trigger switch
        {
            HttpTrigger trigger => $"{function.Name}: {HttpServer.Describe(app, function.Name, trigger)}",
            QueueTrigger trigger => $"{function.Name}: queueTrigger {trigger.Queue}",
            TimerTrigger trigger => $"{function.Name}: timerTrigger {trigger.Schedule}",
            _ => function.Name,
        }).Prepend("Functions:"));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Functions that still run after {Seconds} s are cancelled.")]
    private partial void LogDrainTimeout(double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not everything ended in order: {Reason}")]
    private partial void LogDrainFailed(string reason);
}

/// <summary>The lifetime of the hosts inside this one: signals are handled once, in <see cref="Program"/>.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
