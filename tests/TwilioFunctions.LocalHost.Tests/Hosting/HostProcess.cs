using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>The local host as a process of its own, as a user runs it, on a free port.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly bool ownsJournal;

    private HostProcess(ProcessStartInfo start, Journal? journal)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        ownsJournal = journal is null;
        Journal = journal ?? new Journal();
    }

    public int Id => process.Id;

    public Journal Journal { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromMinutes(2) };

    public Uri Address => Client.BaseAddress!;

    /// <summary>The lines that the host has printed.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
                return [.. output];
        }
    }

    /// <summary>Starts the host and waits until it serves the app's HTTP functions.</summary>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string? folder = null, Journal? journal = null)
    {
        var host = Start(settings, folder, journal);
        await host.IsReadyAsync();
        return host;
    }

    /// <summary>Starts the host.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="folder">The app's folder; null for that of the sample app.</param>
    /// <param name="journal">The file that the functions write to; null for a new one.</param>
    /// <param name="arguments">Arguments in the place of <c>--port 0</c>.</param>
    public static HostProcess Start(IReadOnlyDictionary<string, string> settings, string? folder = null, Journal? journal = null, string[]? arguments = null)
    {
        // In a session of its own, so that a test can send a signal to its process group, as a terminal does.
        // A shell that runs the tests in the background has SIGINT ignored, and children inherit that.
        string[] command = [ProgramFolder.Find("env"), "--default-signal=INT", ProgramFolder.Find("setsid"), "dotnet", SampleApp.Host, "--app", folder ?? SampleApp.Folder, .. arguments ?? ["--port", "0"]];
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new HostProcess(start, journal);
        start.Environment["Journal"] = host.Journal.Path;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment.Remove("AzureWebJobsStorage");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        LastingThread.Start(host.process);
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits until the host serves the app's HTTP functions.</summary>
    public async Task IsReadyAsync()
    {
        await PrintsAsync("ProcessId: [GET] ");
        var line = Output.First(line => line.StartsWith("ProcessId: ", StringComparison.Ordinal));
        Client.BaseAddress = new Uri(Url.Match(line).Value);
    }

    /// <summary>Waits for a line that contains a text.</summary>
    public Task PrintsAsync(string text) => Eventually.IsTrueAsync(
        () =>
        {
            // Asked before the lines: the end of the process is seen after its output.
            var ended = HasEnded;
            return Output.Any(line => line.Contains(text, StringComparison.Ordinal))
                || (ended ? throw new InvalidOperationException($"The host ended with {process.ExitCode}:\n{string.Join('\n', Output)}") : false);
        },
        () => string.Join('\n', Output));

    public async Task<int> WorkerIdAsync() => int.Parse(await Client.GetStringAsync("api/ProcessId"));

    /// <summary>Waits until another worker than <paramref name="last"/> runs the functions.</summary>
    public async Task<int> NextWorkerIdAsync(int last)
    {
        var next = last;
        await Eventually.IsTrueAsync(async () =>
        {
            // Until the host has noticed, requests go to the last one and fail.
            using var response = await Client.GetAsync("api/ProcessId");
            return response.IsSuccessStatusCode && (next = int.Parse(await response.Content.ReadAsStringAsync())) != last;
        });
        return next;
    }

    /// <summary>Waits until the host takes no more requests.</summary>
    public Task IsDrainingAsync() => Eventually.IsTrueAsync(async () =>
    {
        // A client of its own: a connection that is open already is served until it is idle.
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri(Address, "api/Text"));
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    });

    /// <summary>Sends a signal to the host alone.</summary>
    public Task SignalAsync(string signal) => Signals.SendAsync(signal, Id);

    /// <summary>Waits for the end of the process and of its output.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The host didn't end:\n{string.Join('\n', Output)}");
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Client.Dispose();
        if (ownsJournal)
            Journal.Dispose();
    }

    private bool HasEnded => process.HasExited && process.WaitForExit(TimeSpan.FromSeconds(1));

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (output)
            output.Add(line.Data);
    }

    [GeneratedRegex("http://[^/]+/")]
    private static partial Regex Url { get; }
}
