using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>One or two instances of the app on one storage account.</summary>
internal sealed class Instances : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly int firstPort = AppProcess.FreePort();
    private volatile AppProcess first;
    private volatile AppProcess? second;

    private Instances(string connectionString, IReadOnlyDictionary<string, string> settings, AppProcess first)
    {
        this.connectionString = connectionString;
        this.settings = settings;
        this.first = first;
    }

    public static async Task<Instances> StartAsync(string connectionString, IReadOnlyDictionary<string, string> settings) =>
        new(connectionString, settings, await AppProcess.StartAsync(connectionString, settings));

    /// <summary>Where the load balancer sends the next request: it does not know which instance is alive.</summary>
    public AppProcess Next(int number) => second is { } other && number % 2 == 0 ? other : first;

    public async Task KillAndRestartFirstAsync()
    {
        await first.KillAsync();
        var (again, healthy) = AppProcess.Start(connectionString, settings, firstPort);
        await first.DisposeAsync();
        first = again;
        await healthy;
    }

    public async Task StartSecondAsync() => second = await AppProcess.StartAsync(connectionString, settings);

    public async Task StopSecondAsync()
    {
        var stopping = second!;
        second = null;
        await stopping.StopAsync();
        await stopping.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        if (second is { } other)
            await other.DisposeAsync();
    }
}
