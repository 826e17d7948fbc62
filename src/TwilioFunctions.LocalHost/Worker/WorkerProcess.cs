using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>The app's worker as a child process. Its output is passed on line by line.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LastLines = 20;

    // The one that runs this program: another may be first on the path. The runtime is in shared/Microsoft.NETCore.App/VERSION beside it.
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly Action<string> onLine;
    private readonly Process process;

    private WorkerProcess(ProcessStartInfo start, Action<string> onLine)
    {
        this.onLine = onLine;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Receive;
        process.ErrorDataReceived += Receive;
    }

    /// <summary>Completes with the exit code when the worker has ended and its output has been read.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>What the worker wrote last.</summary>
    public IReadOnlyCollection<string> LastWords => lastLines;

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
        var executable = app.WorkerExecutable == "dotnet" ? Dotnet : app.WorkerExecutable;
        var start = new ProcessStartInfo(Dotnet, [typeof(WorkerProcess).Assembly.Location, .. WorkerLauncher.Arguments(executable, arguments)])
        {
            WorkingDirectory = app.Folder,
            // The launcher watches it where the system has no signal for a parent's death.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in app.Settings)
            start.Environment[name] = value;
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
        catch (InvalidOperationException)
        {
            // It has ended by itself.
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
        // Returns when the output has been read to its end, too.
        process.WaitForExit();
        exited.SetResult(process.ExitCode);
    }

    private void Receive(object sender, DataReceivedEventArgs line)
    {
        if (string.IsNullOrEmpty(line.Data))
            return;
        lastLines.Enqueue(line.Data);
        if (lastLines.Count > LastLines)
            lastLines.TryDequeue(out _);
        onLine(line.Data);
    }
}
