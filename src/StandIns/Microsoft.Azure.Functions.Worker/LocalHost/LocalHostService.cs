using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// Listens once the app's own services have started, and stops before they stop: a function never runs in an app that is
/// half up or half down.
/// </summary>
internal sealed partial class LocalHostService(
    FunctionCatalog catalog, IEnumerable<ITriggerListener> listeners, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    : IHostedLifecycleService
{
    private readonly ITriggerListener[] listeners = [.. listeners];
    private readonly List<ITriggerListener> started = [];
    private readonly ILogger logger = loggers.CreateLogger("Host.Startup");

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var listener in listeners)
            {
                await listener.StartAsync(cancellationToken);
                started.Add(listener);
            }
            foreach (var function in catalog.Functions)
                LogFunction(function.Name, ListenerOf(function).Describe(function));
        }
        catch (HostStartException error)
        {
            LogCannotStart(error.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (started.Count == 0)
            return;
        LogStopping();
        await Task.WhenAll(started.Select(listener => listener.StopAsync(cancellationToken)));
        started.Clear();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ITriggerListener ListenerOf(Function function) =>
        Array.Find(listeners, listener => listener.TriggerType == function.TriggerBinding.Type)
        ?? throw new HostStartException($"The function {function.Name} has a trigger that the local host does not know: {function.TriggerBinding.Type}.");

    [LoggerMessage(1, LogLevel.Information, "{Function}: {Trigger}")]
    private partial void LogFunction(string function, string trigger);

    [LoggerMessage(2, LogLevel.Critical, "{Reason}")]
    private partial void LogCannotStart(string reason);

    [LoggerMessage(3, LogLevel.Information, "Stopping: no new work is taken, what runs may finish.")]
    private partial void LogStopping();
}
