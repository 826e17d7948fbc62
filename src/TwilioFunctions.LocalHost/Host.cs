using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Http;
using TwilioFunctions.LocalHost.Jobs;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost;

/// <summary>One run of an app: the worker, then HTTP and the other triggers, until it is told to stop.</summary>
internal static class Host
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="LocalHostException">The app can't be started, or its worker died too often.</exception>
    public static async Task RunAsync(FunctionApp app, CancellationToken stop)
    {
        CheckPort(app.Port);
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging
                .SetMinimumLevel(LogLevel.Information)
                // The servers inside this host.
                .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
                .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                .AddFilter("Grpc", LogLevel.Warning)
                .AddConfiguration(app.Host.GetSection("logging"))
                .AddProvider(new ConsoleLog(Console.Out)))
            .BuildServiceProvider();
        var loggers = services.GetRequiredService<ILoggerFactory>();

        await using var server = await WorkerServer.StartAsync(loggers, stop);
        await using var worker = new FunctionWorker(app, server, loggers);
        try
        {
            var functions = await worker.StartAsync(stop);
            await RunAsync(app, worker, functions, loggers, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it started.
        }
    }

    private static async Task RunAsync(
        FunctionApp app, FunctionWorker worker, IReadOnlyList<FunctionDescription> functions, ILoggerFactory loggers, CancellationToken stop)
    {
        var invoker = new Invoker(worker, loggers);
        await using var http = new HttpServer(app, functions, invoker, loggers);
        await http.StartAsync(stop);
        Console.WriteLine(Describe(functions, http));
        var jobs = functions.Any(function => function.Trigger is not HttpTrigger) ? new JobHost(app, functions, invoker, loggers) : null;
        try
        {
            // Not waited for: HTTP functions shall respond while storage is away.
            var starting = jobs?.StartAsync(stop) ?? Task.CompletedTask;
            var stopped = Task.Delay(Timeout.Infinite, stop);
            var first = await Task.WhenAny(stopped, worker.GaveUp, FaultOf(starting));
            if (first != stopped)
                await first;
            await DrainAsync(http, jobs);
        }
        finally
        {
            if (jobs is not null)
                await jobs.DisposeAsync();
        }
    }

    private static async Task DrainAsync(HttpServer http, JobHost? jobs)
    {
        using var timer = new CancellationTokenSource(DrainTimeout);
        await Task.WhenAll(http.StopAsync(timer.Token), jobs?.StopAsync(timer.Token) ?? Task.CompletedTask);
    }

    /// <summary>Completes only when the task fails.</summary>
    private static async Task FaultOf(Task task)
    {
        await task;
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Says at once what Kestrel would say after the worker has started.</summary>
    private static void CheckPort(int port)
    {
        if (port == 0)
            return;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new LocalHostException($"Port {port} is in use: stop the program that listens there, or choose another port with --port.", ex);
        }
    }

    private static string Describe(IEnumerable<FunctionDescription> functions, HttpServer http) => string.Join(
        Environment.NewLine,
        functions.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => function.Trigger switch
        {
            HttpTrigger trigger => $"{function.Name}: {http.Describe(function, trigger)}",
            QueueTrigger trigger => $"{function.Name}: queue {trigger.Queue}",
            TimerTrigger trigger => $"{function.Name}: timer {trigger.Schedule}",
            _ => function.Name,
        }).Prepend("Functions:"));
}
