using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>One run of the worker: its process, its connection, and the ids that it gave to its functions.</summary>
internal sealed class WorkerSession
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WorkerConnection connection;
    private readonly WorkerProcess process;
    private readonly Dictionary<string, string> ids = [];

    private WorkerSession(WorkerConnection connection, WorkerProcess process)
    {
        this.connection = connection;
        this.process = process;
        Lost = Task.WhenAny(process.Exited, connection.Closed);
    }

    /// <summary>The functions that aren't disabled.</summary>
    public IReadOnlyList<FunctionDescription> Functions { get; private set; } = [];

    /// <summary>Completes when the worker can't be reached any more: its process or its stream has ended.</summary>
    public Task Lost { get; }

    /// <summary>Starts a worker and loads its functions.</summary>
    /// <exception cref="LocalHostException">The worker ended, was too slow, or has a function that this host can't run.</exception>
    public static async Task<WorkerSession> StartAsync(FunctionApp app, WorkerServer server, WorkerLog log, CancellationToken cancellationToken)
    {
        var id = $"{Guid.NewGuid()}";
        var connection = server.Expect(id, log);
        var session = new WorkerSession(connection, await WorkerProcess.StartAsync(app, server.Address, id, log.WriteLine));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        var loading = session.LoadFunctionsAsync(app, deadline.Token);
        if (await Task.WhenAny(loading, session.Lost) == loading && loading.IsCompletedSuccessfully)
            return session;

        if (!session.Lost.IsCompleted)
            session.process.Kill();
        var end = await session.EndAsync();
        await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        throw loading.Exception?.InnerException switch
        {
            LocalHostException ex => ex,
            _ => new LocalHostException(deadline.IsCancellationRequested
                ? $"The worker wasn't ready after {StartTimeout.TotalSeconds:0} s{session.LastWords}"
                : end),
        };
    }

    /// <summary>Runs a function.</summary>
    /// <exception cref="FunctionFailedException">The function threw, or its worker died.</exception>
    public async Task<InvocationResponse> InvokeAsync(FunctionDescription function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = ids.TryGetValue(function.Name, out var id)
            ? id
            : throw new FunctionFailedException($"The worker that was started again has no function '{function.Name}'.");
        var response = await connection.InvokeAsync(function.Name, request, cancellationToken);
        return response.Result.Status == StatusResult.Types.Status.Success ? response : throw new FunctionFailedException(response.Result);
    }

    /// <inheritdoc cref="WorkerConnection.CancelInvocations" />
    public void CancelInvocations() => connection.CancelInvocations();

    /// <summary>Asks the worker to end, and kills it if that takes longer than five seconds.</summary>
    public Task StopAsync()
    {
        connection.Terminate();
        return EndAsync();
    }

    /// <summary>Waits for the end of the process, and fails the functions that ran.</summary>
    /// <returns>A sentence that says how it ended.</returns>
    public async Task<string> EndAsync()
    {
        // Most workers end by themselves when their stream has ended.
        await Task.WhenAny(process.Exited, Task.Delay(StopTimeout));
        process.Kill();
        var code = await process.Exited;
        process.Dispose();
        connection.End(new FunctionFailedException($"The worker ended with code {code} while the function ran."));
        return $"The worker ended with code {code}{LastWords}";
    }

    private async Task LoadFunctionsAsync(FunctionApp app, CancellationToken cancellationToken)
    {
        var init = await connection.RequestAsync(
            new StreamingMessage { WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.1037.0.0", FunctionAppDirectory = app.Folder } },
            cancellationToken);
        Check(init.WorkerInitResponse.Result, "start");
        // The worker has an HTTP server of its own and wants requests forwarded to it.
        if (init.WorkerInitResponse.Capabilities.ContainsKey("HttpUri"))
        {
            throw new LocalHostException(
                "The app uses the ASP.NET Core integration, which this host doesn't have: run the app with Azure Functions Core Tools (func start).");
        }

        var metadata = await connection.RequestAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = app.Folder } }, cancellationToken);
        Check(metadata.FunctionsMetadataResponse.Result, "list its functions");
        var enabled = metadata.FunctionsMetadataResponse.Functions.Where(function => !app.IsDisabled(function.Name)).ToList();
        Functions = [.. enabled.Select(function => FunctionDescription.Create(function, app.Configuration))];
        foreach (var function in enabled)
        {
            var loaded = await connection.RequestAsync(
                new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } }, cancellationToken);
            Check(loaded.FunctionLoadResponse.Result, $"load function '{function.Name}'");
            ids[function.Name] = function.FunctionId;
        }
    }

    private static void Check(StatusResult result, string action)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new LocalHostException($"The worker couldn't {action}: {new FunctionFailedException(result).Message}");
    }

    private string LastWords => process.LastWords.Count == 0
        ? " and printed nothing."
        : $". It printed last:{Environment.NewLine}{string.Join(Environment.NewLine, process.LastWords)}";
}

/// <summary>Thrown when a function failed. The message is the first line of the worker's; the worker logs the rest.</summary>
internal sealed class FunctionFailedException : Exception
{
    public FunctionFailedException(string message)
        : base(message)
    {
    }

    public FunctionFailedException(StatusResult result)
        : base(Describe(result))
    {
    }

    private static string Describe(StatusResult result)
    {
        if (result.Exception is not { } exception)
            return "The worker reported a failure without an exception.";
        var line = exception.Message.AsSpan();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0)
            line = line[..end];
        return exception.Type.Length == 0 || line.StartsWith(exception.Type, StringComparison.Ordinal) ? $"{line}" : $"{exception.Type}: {line}";
    }
}
