using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>The app's worker as a child process. Its output is passed on line by line.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LastLines = 20;

    // A program that the worker started may hold its output open for as long as it likes.
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource outputsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly Action<string> onLine;
    private readonly Process process;
    private int openOutputs = 2;

    private WorkerProcess(ProcessStartInfo start, Action<string> onLine)
    {
        this.onLine = onLine;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Receive;
        process.ErrorDataReceived += Receive;
    }

    /// <summary>Completes with the exit code when the worker has ended and its output has been read.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>The last lines that the worker printed.</summary>
    public IReadOnlyCollection<string> LastWords => lastLines;

    /// <exception cref="LocalHostException">The worker's program can't be started.</exception>
    public static async Task<WorkerProcess> StartAsync(FunctionApp app, Uri host, string workerId, Action<string> onLine)
    {
        string[] arguments =
        [
            app.WorkerAssembly,
            // Workers before 2.0 read the first five, later ones the others.
            "--host", host.Host, "--port", $"{host.Port}", "--workerId", workerId, "--requestId", workerId, "--grpcMaxMessageLength", $"{int.MaxValue}",
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", workerId,
            "--functions-grpc-max-message-length", $"{int.MaxValue}",
        ];
        var start = WorkerLauncher.CommandLine(app.WorkerExecutable, arguments);
        start.WorkingDirectory = app.Folder;
        // It stays open for as long as this process lives, which is how the launcher knows.
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Clear();
        foreach (var (name, value) in app.Settings)
            start.Environment[name] = value;
        // func start sets it, too.
        start.Environment.TryAdd("WEBSITE_HOSTNAME", $"localhost:{app.Port}");
        // Both names, or no function can be loaded: Microsoft.Azure.Functions.Worker.Grpc, GrpcFunctionDefinition.
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;

        var child = new WorkerProcess(start, onLine);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The signal of a parent's death follows the thread that started the child, so this thread stays as long as the child does.
        new Thread(() => child.Run(started)) { IsBackground = true, Name = "worker" }.Start();
        await started.Task;
        return child;
    }

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ex) when (ex is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or some of the processes that it started have.
        }
    }

    public void Dispose() => process.Dispose();

    private void Run(TaskCompletionSource started)
    {
        try
        {
            process.Start();
        }
        catch (Exception ex)
        {
            started.SetException(new LocalHostException($"The worker can't be started: {ex.Message}", ex));
            return;
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        started.SetResult();
        // With a time limit it doesn't wait for the end of the output.
        process.WaitForExit(int.MaxValue);
        outputsEnded.Task.Wait(OutputTimeout);
        exited.SetResult(process.ExitCode);
    }

    private void Receive(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null && Interlocked.Decrement(ref openOutputs) == 0)
            outputsEnded.SetResult();
        if (string.IsNullOrEmpty(line.Data))
            return;
        lastLines.Enqueue(line.Data);
        if (lastLines.Count > LastLines)
            lastLines.TryDequeue(out _);
        onLine(line.Data);
    }
}
