using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Faults;

/// <summary>Instances of the app on one storage account. In a loop, one of them is killed with SIGKILL and another one is started.</summary>
internal sealed class KilledInstances : IAsyncDisposable
{
    private readonly Checkout checkout;
    private readonly string connectionString;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Random random;
    private readonly LoadedApp[] instances;

    private KilledInstances(Checkout checkout, string connectionString, IReadOnlyDictionary<string, string> settings, int seed, LoadedApp[] instances)
    {
        this.checkout = checkout;
        this.connectionString = connectionString;
        this.settings = settings;
        this.instances = instances;
        random = new Random(seed);
    }

    /// <summary>How many were killed so far.</summary>
    public int Kills { get; private set; }

    public static async Task<KilledInstances> StartAsync(
        Checkout checkout, string connectionString, IReadOnlyDictionary<string, string> settings, int count, int seed, CancellationToken cancellationToken)
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => LoadedApp.StartAsync(checkout, connectionString, settings, cancellationToken)));
        return new KilledInstances(checkout, connectionString, settings, seed, instances);
    }

    /// <summary>The instance that a load balancer sends a request to; it may be dead.</summary>
    public LoadedApp Next(int number) => instances[number % instances.Length];

    /// <summary>Kills and starts until <paramref name="stop"/>.</summary>
    public async Task KillAsync(TimeSpan pause, CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested)
        {
            var index = random.Next(instances.Length);
            await instances[index].KillAsync();
            Kills++;
            instances[index] = await LoadedApp.StartAsync(checkout, connectionString, settings, cancellationToken);
            try
            {
                await Task.Delay(pause * (0.5 + random.NextDouble()), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in instances)
            await instance.DisposeAsync();
    }
}
