using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>Runs functions in the app's worker, which it starts, starts again when it dies, and ends.</summary>
internal sealed partial class FunctionWorker(FunctionApp app, WorkerServer server, ILoggerFactory loggers) : IAsyncDisposable
{
    // As often as the host in Azure starts a worker again.
    private const int MaxRestarts = 3;

    private readonly ILogger logger = loggers.CreateLogger("Host.Worker");
    private readonly WorkerLog log = new(loggers);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<LocalHostException> gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<WorkerSession> current = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task supervision = Task.CompletedTask;
    private int restarts;

    /// <summary>Completes with the reason when the worker has died too often.</summary>
    public Task<LocalHostException> GaveUp => gaveUp.Task;

    /// <summary>Starts the worker and returns its functions.</summary>
    /// <exception cref="LocalHostException">The worker ended, was too slow, or has a function that this host can't run.</exception>
    public async Task<IReadOnlyList<FunctionDescription>> StartAsync(CancellationToken cancellationToken)
    {
        var session = await WorkerSession.StartAsync(app, server, log, cancellationToken);
        current.SetResult(session);
        supervision = SuperviseAsync(session);
        return session.Functions;
    }

    /// <summary>Runs a function; while the worker is started again, waits for it.</summary>
    /// <exception cref="FunctionFailedException">The function threw, or its worker died.</exception>
    /// <exception cref="LocalHostException">The worker has died too often.</exception>
    public async Task<InvocationResponse> InvokeAsync(FunctionDescription function, InvocationRequest request, CancellationToken cancellationToken)
    {
        var session = await current.Task.WaitAsync(cancellationToken);
        return await session.InvokeAsync(function, request, cancellationToken);
    }

    /// <inheritdoc cref="WorkerConnection.CancelInvocations" />
    public void CancelInvocations()
    {
        if (current.Task is { IsCompletedSuccessfully: true, Result: var session })
            session.CancelInvocations();
    }

    /// <summary>Lets the worker end by itself, and kills it if that takes longer than five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await supervision;
        stopping.Dispose();
    }

    /// <summary>Starts the worker again when it dies. Only this method replaces and stops sessions.</summary>
    private async Task SuperviseAsync(WorkerSession session)
    {
        while (true)
        {
            var stop = Task.Delay(Timeout.Infinite, stopping.Token);
            if (await Task.WhenAny(session.Lost, stop) == stop)
            {
                await session.StopAsync();
                return;
            }

            // Before the functions that ran fail: a caller may try again at once.
            var next = new TaskCompletionSource<WorkerSession>(TaskCreationOptions.RunContinuationsAsynchronously);
            current = next;
            try
            {
                session = await RestartAsync(await session.EndAsync());
                next.SetResult(session);
            }
            catch (LocalHostException ex)
            {
                next.SetException(ex);
                gaveUp.SetResult(ex);
                return;
            }
            catch (OperationCanceledException)
            {
                next.SetCanceled(stopping.Token);
                return;
            }
        }
    }

    private async Task<WorkerSession> RestartAsync(string death)
    {
        while (restarts < MaxRestarts)
        {
            restarts++;
            LogRestart(restarts, MaxRestarts, death);
            try
            {
                return await WorkerSession.StartAsync(app, server, log, stopping.Token);
            }
            catch (LocalHostException ex)
            {
                death = ex.Message;
            }
        }

        throw new LocalHostException(death);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker is started again ({Restart} of {MaxRestarts}). {Death}")]
    private partial void LogRestart(int restart, int maxRestarts, string death);
}
