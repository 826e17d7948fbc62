using System.Collections.Concurrent;
using System.Diagnostics;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Tests.Hosting;

/// <summary>The app as a process of its own, as a user runs it.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000000";
    public const string AuthToken = "the-auth-token-of-the-tests";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private AppProcess(Process process, int port)
    {
        this.process = process;
        BaseUrl = $"http://localhost:{port}/api/";
    }

    public string BaseUrl { get; }

    public string EventsUrl => BaseUrl + "twilio/events";

    public bool HasEnded => process.HasExited;

    /// <summary>What the app has written so far.</summary>
    public IEnumerable<string> Output => output;

    /// <summary>Starts the app and waits until it says that it is healthy.</summary>
    public static async Task<AppProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string>? settings = null, int? port = null)
    {
        var (app, healthy) = Start(connectionString, settings, port ?? PortReservation.Next());
        await healthy;
        return app;
    }

    /// <summary>Starts the app; the task waits until it says that it is healthy.</summary>
    public static (AppProcess App, Task Healthy) Start(string connectionString, IReadOnlyDictionary<string, string>? settings, int port)
    {
        var start = FunctionsHost.CommandLine(AppOutput.App, port);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["AzureWebJobsStorage"] = connectionString;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["Twilio__Accounts__0__AccountSid"] = AccountSid;
        start.Environment["Twilio__Accounts__0__AuthToken"] = AuthToken;
        // What a test sends may be as old as it likes, whenever the test runs.
        foreach (var kept in (string[])["Calls", "Events", "DeadLetters", "ParkedPayloads"])
            start.Environment[$"Retention__{kept}"] = "never";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var app = new AppProcess(process, port);
        process.OutputDataReceived += app.Keep;
        process.ErrorDataReceived += app.Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (app, app.HealthyAsync());
    }

    /// <summary>SIGKILL: nothing is finished, nothing is told.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as the platform stops an instance: what runs is finished.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task HealthyAsync()
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(StartTimeout);
        while (!await IsHealthyAsync(client, patience.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The app ended with code {process.ExitCode}:\n{string.Join('\n', output)}");
            await Task.Delay(100, patience.Token);
        }
    }

    private async Task<bool> IsHealthyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(BaseUrl + "health", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            output.Enqueue(line.Data);
    }
}
