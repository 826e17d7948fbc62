using Spectre.Console;
using TwilioFunctions.Cli.Processes;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Cli.Up;

/// <summary>One run of <c>up</c>. What was started is stopped in the opposite order, however the run ends.</summary>
internal sealed class Session(Terminal terminal, TimeProvider time, int port, HostKind? wantedHost, bool demo)
{
    private static readonly TimeSpan CrashDelay = TimeSpan.FromSeconds(1);

    private readonly IAnsiConsole console = terminal.Out;

    /// <summary>Returns 0 after Ctrl+C.</summary>
    /// <exception cref="CommandFailedException">Something is missing, in use or broken.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(Checkout.OfCurrentDirectory(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.WriteLine("Stopped.");
        }

        return 0;
    }

    private async Task StartAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        await Prerequisites.CheckAsync(checkout, cancellationToken);
        var host = FunctionsHost.Choose(wantedHost);
        if (LocalPorts.IsInUse(port))
            throw await PortInUseAsync(cancellationToken);
        if (LocalSettings.CreateIfMissing(checkout))
            console.WriteLine("Made local.settings.json from local.settings.sample.json: put your own account into it when you connect Twilio.");
        var settings = await LocalSettings.ReadAsync(checkout.LocalSettings, cancellationToken);

        await using var storage = await StartStorageAsync(checkout, settings, cancellationToken);
        console.WriteLine("Building the app …");
        var built = await BuiltApp.BuildAsync(checkout, host, terminal, cancellationToken);
        console.WriteLine(host == HostKind.Func
            ? "Starting the app with Azure Functions Core Tools (func start) …"
            : "Starting the app with this repository's own host (src/TwilioFunctions.LocalHost) …");
        await using var device = demo ? await NotificationListener.StartAsync(time, cancellationToken) : null;
        var allowed = device is null ? null : DemoDevice.Allow(device, settings);
        await using var app = FunctionsHost.Start(built, port, storage?.ConnectionString, new AppLog(console).Write, allowed);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var use = UseAsync(settings, device, ended.Token);
        var crash = CrashAsync(app, storage);
        var first = await Task.WhenAny(use, crash);
        // Who uses a crashed app may see it first; the crash is what people have to know.
        if (first == use)
            first = await Task.WhenAny(crash, Task.Delay(CrashDelay, time, cancellationToken)) == crash ? crash : use;
        await ended.CancelAsync();
        // The demo takes back what it registered, while the app is still there.
        await use.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A Ctrl+C in the terminal ends the children too: that is no crash.
        cancellationToken.ThrowIfCancellationRequested();
        await first;
    }

    private async Task<CommandFailedException> PortInUseAsync(CancellationToken cancellationToken)
    {
        var listener = await LocalPorts.ListenerAsync(port, cancellationToken);
        return new CommandFailedException($"Port {port} is in use by {listener ?? "another program"}: stop it, or add --port {port + 1}.");
    }

    private async Task<DevelopmentStorage?> StartStorageAsync(Checkout checkout, LocalSettings settings, CancellationToken cancellationToken)
    {
        if (!DevelopmentStorage.IsMeantBy(settings))
        {
            console.WriteLine("Storage: the account that AzureWebJobsStorage names.");
            return null;
        }

        console.WriteLine("Starting the storage emulator (the first time, npm downloads it) …");
        var storage = await DevelopmentStorage.StartAsync(checkout, cancellationToken);
        console.WriteLine($"Storage: Azurite on the ports {storage.Ports}, data in {Path.GetRelativePath(checkout.Root, checkout.AzuriteData)}.");
        return storage;
    }

    private async Task UseAsync(LocalSettings settings, NotificationListener? device, CancellationToken cancellationToken)
    {
        var local = new Uri($"http://localhost:{port}");
        using var http = new HttpClient { BaseAddress = local };
        await new AppHealth(http, time).WaitAsync(cancellationToken);
        EndpointTable.Write(console, local, WebhookTarget.PublicBaseOf(settings));
        if (device is not null)
        {
            await new Demo(terminal, time, local).RunAsync(settings, cancellationToken);
            await new CallDemo(terminal, time, local, device).RunAsync(settings, cancellationToken);
        }

        console.WriteLine("Ready. Press Ctrl+C to stop.");
        await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static async Task CrashAsync(ChildProcess app, DevelopmentStorage? storage)
    {
        var storageExited = storage?.Exited ?? Task.Delay(System.Threading.Timeout.InfiniteTimeSpan);
        if (await Task.WhenAny(app.Exited, storageExited) == storageExited)
            throw new CommandFailedException("The storage emulator has ended unexpectedly: run `up` again; what it had stored is kept.");
        throw new CommandFailedException($"The app has ended unexpectedly with code {await app.Exited}: its log above says why.");
    }
}
