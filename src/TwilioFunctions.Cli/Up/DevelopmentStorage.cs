using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Up;

/// <summary>The storage emulator of a checkout; its data outlives it.</summary>
internal sealed class DevelopmentStorage : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private readonly FileStream ownership;

    private DevelopmentStorage(AzuriteServer azurite, FileStream ownership)
    {
        this.azurite = azurite;
        this.ownership = ownership;
    }

    /// <summary>Where it listens.</summary>
    public AzuritePorts Ports => azurite.Ports;

    /// <summary>What <c>AzureWebJobsStorage</c> must say.</summary>
    public string ConnectionString => azurite.ConnectionString;

    /// <summary>Completes when it has ended.</summary>
    public Task Exited => azurite.Exited;

    /// <summary>Whether the settings ask for the emulator, and not for a storage account.</summary>
    public static bool IsMeantBy(LocalSettings settings) =>
        settings["AzureWebJobsStorage"]?.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Starts it on the ports that the settings mean, or on free ones when somebody else listens there.</summary>
    /// <exception cref="CommandFailedException">It runs already in this checkout, or it cannot start.</exception>
    public static async Task<DevelopmentStorage> StartAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var ownership = Own(checkout);
        try
        {
            return new DevelopmentStorage(await StartAzuriteAsync(checkout, cancellationToken), ownership);
        }
        catch (Exception failure)
        {
            await ownership.DisposeAsync();
            if (failure is InvalidOperationException)
                throw new CommandFailedException(failure.Message, failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await azurite.DisposeAsync();
        await ownership.DisposeAsync();
    }

    private static async Task<AzuriteServer> StartAzuriteAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        Task<AzuriteServer> On(AzuritePorts ports) =>
            AzuriteServer.StartAsync(checkout.AzuritePackages, checkout.AzuriteData, ports, cancellationToken);

        if (!AreInUse(AzuritePorts.Default))
        {
            try
            {
                return await On(AzuritePorts.Default);
            }
            catch (InvalidOperationException) when (AreInUse(AzuritePorts.Default))
            {
                // Somebody else was quicker.
            }
        }

        return await On(AzuritePorts.Free());
    }

    private static bool AreInUse(AzuritePorts ports) =>
        LocalPorts.IsInUse(ports.Blob) || LocalPorts.IsInUse(ports.Queue) || LocalPorts.IsInUse(ports.Table);

    /// <summary>Two emulators on one folder would overwrite each other's data.</summary>
    private static FileStream Own(Checkout checkout)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(checkout.AzuriteData)!);
        try
        {
            return new FileStream($"{checkout.AzuriteData}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new CommandFailedException($"`up` is already running in {checkout.Root}: stop it first (Ctrl+C where it runs).", inUse);
        }
    }
}
