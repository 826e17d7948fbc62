using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>Runs functions in the app's worker, which it starts, starts again when it dies, and ends.</summary>
internal sealed partial class FunctionWorker(FunctionApp app, WorkerServer server, ILoggerFactory loggers) : IAsyncDisposable
{
    // As often as the host in Azure starts a worker again.
    private const int MaxRestarts = 3;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ILogger logger = loggers.CreateLogger("Host.Worker");
    private readonly WorkerLog log = new(loggers);
    private readonly TaskCompletionSource gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<Session> current = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopping;
    private Task supervision = Task.CompletedTask;

    /// <summary>Fails with a <see cref="LocalHostException"/> when the worker has died too often.</summary>
    public Task GaveUp => gaveUp.Task;

    /// <summary>Starts the worker and returns its functions.</summary>
    /// <exception cref="LocalHostException">The worker ended, was too slow, or has a function that this host can't run.</exception>
    public async Task<IReadOnlyList<FunctionDescription>> StartAsync(CancellationToken cancellationToken)
    {
        var session = await StartSessionAsync(cancellationToken);
        current.SetResult(session);
        supervision = SuperviseAsync(session);
        return session.Functions;
    }

    /// <summary>Runs a function; while the worker is started again, waits for it.</summary>
    /// <exception cref="FunctionFailedException">The function threw, or its worker died.</exception>
    public async Task<InvocationResponse> InvokeAsync(FunctionDescription function, InvocationRequest request, CancellationToken cancellationToken)
    {
        var session = await current.Task.WaitAsync(cancellationToken);
        request.FunctionId = session.IdOf(function);
        var response = await session.Connection.InvokeAsync(function.Name, request, cancellationToken);
        return response.Result.Status switch
        {
            StatusResult.Types.Status.Success => response,
            StatusResult.Types.Status.Cancelled => throw new OperationCanceledException($"Function '{function.Name}' was cancelled."),
            _ => throw new FunctionFailedException(response.Result.Exception?.Describe() ?? "The worker reported a failure without an exception."),
        };
    }

    /// <summary>Lets the worker end by itself, and kills it when that takes longer than ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        stopping = true;
        if (current.Task is { IsCompletedSuccessfully: true, Result: var session })
        {
            session.Connection.Terminate();
            await Task.WhenAny(session.Process.Exited, Task.Delay(StopTimeout));
            session.Process.Kill();
        }

        await supervision;
    }

    private async Task SuperviseAsync(Session session)
    {
        for (var restart = 1; ; restart++)
        {
            var code = await session.Process.Exited;
            var death = new LocalHostException($"The worker ended with code {code}{LastWordsOf(session.Process)}");
            var next = new TaskCompletionSource<Session>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!stopping)
                current = next;
            session.Connection.End(new FunctionFailedException($"The worker ended with code {code} while the function ran."));
            session.Process.Dispose();
            if (stopping)
                return;
            if (restart > MaxRestarts)
            {
                next.SetException(death);
                gaveUp.SetException(death);
                return;
            }

            LogRestart(code, restart, MaxRestarts);
            try
            {
                session = await StartSessionAsync(CancellationToken.None);
                next.SetResult(session);
            }
            catch (LocalHostException ex)
            {
                next.SetException(ex);
                gaveUp.SetException(ex);
                return;
            }
        }
    }

    private async Task<Session> StartSessionAsync(CancellationToken cancellationToken)
    {
        var id = $"{Guid.NewGuid()}";
        var connection = server.Expect(id, log);
        var process = await WorkerProcess.StartAsync(app, server.Address, id, log.WriteLine);
        using var timer = new CancellationTokenSource(StartTimeout);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var handshake = HandshakeAsync(connection, process, deadline.Token);
            if (await Task.WhenAny(handshake, process.Exited) == process.Exited)
                throw new LocalHostException($"The worker ended with code {await process.Exited} while it started{LastWordsOf(process)}");
            return await handshake;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new LocalHostException($"The worker wasn't ready after {StartTimeout.TotalSeconds:0} s{LastWordsOf(process)}");
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    private async Task<Session> HandshakeAsync(WorkerConnection connection, WorkerProcess process, CancellationToken cancellationToken)
    {
        await connection.Connected.WaitAsync(cancellationToken);
        var init = await connection.RequestAsync(
            new StreamingMessage
            {
                WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.1037.0.0", WorkerDirectory = app.Folder, FunctionAppDirectory = app.Folder },
            },
            cancellationToken);
        Check(init.WorkerInitResponse.Result, "start");
        // The worker has an HTTP server of its own and wants requests forwarded to it.
        if (init.WorkerInitResponse.Capabilities.ContainsKey("HttpUri"))
            throw new LocalHostException("The app uses the ASP.NET Core integration, which this host doesn't have: run the app with Azure Functions Core Tools (func start).");

        var metadata = await connection.RequestAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = app.Folder } }, cancellationToken);
        Check(metadata.FunctionsMetadataResponse.Result, "list its functions");
        var functions = metadata.FunctionsMetadataResponse.Functions;
        var descriptions = functions.Select(FunctionDescription.Create).ToList();
        foreach (var function in functions)
        {
            var loaded = await connection.RequestAsync(
                new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } }, cancellationToken);
            Check(loaded.FunctionLoadResponse.Result, $"load function '{function.Name}'");
        }

        return new Session(connection, process, descriptions, functions.ToDictionary(function => function.Name, function => function.FunctionId));
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new LocalHostException($"The worker couldn't {what}: {result.Exception?.Describe() ?? result.Result}");
    }

    private static string LastWordsOf(WorkerProcess process) =>
        process.LastWords.Count == 0 ? " and printed nothing." : $". It printed last:{Environment.NewLine}{string.Join(Environment.NewLine, process.LastWords)}";

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker ended with code {Code}; it is started again ({Restart} of {MaxRestarts}).")]
    private partial void LogRestart(int code, int restart, int maxRestarts);

    /// <summary>One run of the worker. Its ids of functions are its own.</summary>
    private sealed record Session(
        WorkerConnection Connection, WorkerProcess Process, IReadOnlyList<FunctionDescription> Functions, IReadOnlyDictionary<string, string> Ids)
    {
        public string IdOf(FunctionDescription function) => Ids.TryGetValue(function.Name, out var id)
            ? id
            : throw new FunctionFailedException($"The worker that was started again has no function '{function.Name}'.");
    }
}

/// <summary>Thrown when a function failed. The message has what the worker said of it.</summary>
internal sealed class FunctionFailedException(string message) : Exception(message)
{
    // Where this host threw is of no use to anybody.
    public override string? StackTrace => null;

    public override string ToString() => Message;
}
