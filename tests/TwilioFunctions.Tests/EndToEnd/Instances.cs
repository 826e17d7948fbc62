using TwilioFunctions.Azurite;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>One or two instances of the app on one storage account.</summary>
internal sealed class Instances : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly int firstPort = PortReservation.Next();
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

    /// <summary>Whether every instance has ended by itself, as the real host does when storage is away for long.</summary>
    public bool HaveEnded => first.HasEnded && (second is null || second.HasEnded);

    public async Task KillAndRestartFirstAsync()
    {
        await first.KillAsync();
        await RestartFirstAsync();
    }

    /// <summary>Starts those again that have ended by themselves, as the platform does.</summary>
    public async Task ReviveAsync()
    {
        if (first.HasEnded)
            await RestartFirstAsync();
        if (second is { HasEnded: true } ended)
        {
            await StartSecondAsync();
            await ended.DisposeAsync();
        }
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

    private async Task RestartFirstAsync()
    {
        var (again, healthy) = AppProcess.Start(connectionString, settings, firstPort);
        await first.DisposeAsync();
        first = again;
        await healthy;
    }
}
