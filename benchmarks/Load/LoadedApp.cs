using System.Collections.Concurrent;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Processes;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>The app as a process of its own, built in the configuration of this program.</summary>
internal sealed class LoadedApp : IAsyncDisposable
{
    private const int LinesKept = 20;

    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly ChildProcess process;
    private readonly Uri baseUrl;

    private LoadedApp(Checkout checkout, string connectionString, IReadOnlyDictionary<string, string> settings)
    {
        var port = PortReservation.Next();
        baseUrl = new Uri($"http://localhost:{port}");
        var all = new Dictionary<string, string>(settings)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["Twilio__Accounts__0__AccountSid"] = Account.Sid,
            ["Twilio__Accounts__0__AuthToken"] = Account.AuthToken,
            // A developer's local.settings.json may name another one.
            ["Twilio__PublicBaseUrl"] = baseUrl.GetLeftPart(UriPartial.Authority),
        };
        process = FunctionsHost.Start(BuiltAlong(checkout), port, connectionString, Keep, all);
    }

    /// <summary>Whose calls the events tell of.</summary>
    public static TwilioAccount Account { get; } = new("AC00000000000000000000000000000000", "the-auth-token-of-the-benchmarks");

    /// <summary>Where Event Streams webhooks are received.</summary>
    public WebhookTarget Events => Target(Endpoints.TwilioEvents);

    /// <summary>Where status callbacks are received.</summary>
    public WebhookTarget CallStatus => Target("api/twilio/voice/status");

    /// <summary>Where call notifications are received.</summary>
    public WebhookTarget CallNotifications => Target(Endpoints.CallNotifications);

    /// <summary>Starts the app and returns when it is healthy.</summary>
    /// <param name="checkout">Where it is.</param>
    /// <param name="connectionString">Its storage.</param>
    /// <param name="settings">Those that matter to the measurement, as environment variables; <see cref="HostJson"/> makes some.</param>
    /// <param name="cancellationToken">Ends the wait, and the app.</param>
    public static async Task<LoadedApp> StartAsync(
        Checkout checkout, string connectionString, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var app = new LoadedApp(checkout, connectionString, settings);
        try
        {
            await app.HealthyAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The setting that replaces a value of host.json.</summary>
    /// <param name="path">Where it is there: <c>extensions:queues:batchSize</c>.</param>
    public static string HostJson(string path) =>
        // https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values
        $"AzureFunctionsJobHost__{path.Replace(":", "__", StringComparison.Ordinal)}";

    /// <summary>Ends the host with SIGKILL, and its worker with it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.DisposeAsync();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>Where webhooks of a path are received.</summary>
    public WebhookTarget Target(string path)
    {
        var url = new Uri(baseUrl, path).AbsoluteUri;
        return new WebhookTarget(url, url);
    }

    private async Task HealthyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = baseUrl };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var healthy = new AppHealth(http, TimeProvider.System).WaitAsync(ended.Token);
        if (await Task.WhenAny(healthy, process.Exited) != healthy)
        {
            await ended.CancelAsync();
            throw new CommandFailedException($"The app ended with code {await process.Exited}:\n{string.Join('\n', lastLines)}");
        }

        await healthy;
    }

    private void Keep(string line)
    {
        lastLines.Enqueue(line);
        if (lastLines.Count > LinesKept)
            lastLines.TryDequeue(out _);
    }

    /// <summary>The project file of this program has app and host built into folders of the same configuration and framework.</summary>
    private static BuiltApp BuiltAlong(Checkout checkout)
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string Output(string project) => Path.Combine(Path.GetDirectoryName(project)!, "bin", framework.Parent!.Name, framework.Name);
        return new BuiltApp(
            Output(checkout.FunctionApp),
            FunctionsHost.Choose(wanted: null) == HostKind.Local ? Path.Combine(Output(checkout.LocalHost), "TwilioFunctions.LocalHost.dll") : null);
    }
}
