using System.Diagnostics;

namespace TwilioFunctions.Azurite;

/// <summary>
/// Azurite, Microsoft's storage emulator, as a child process. It ends when this process does, however that comes about, and
/// leaves a Ctrl+C in the terminal to whoever started it (<c>npm/run.cjs</c>). Without CliWrap, which ends a child with signals and can't
/// close its standard input.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Published by Microsoft for the emulator alone: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly AzuriteOutput output;

    private AzuriteServer(Process process, AzuriteOutput output, AzuritePorts ports)
    {
        this.process = process;
        this.output = output;
        Ports = ports;
    }

    /// <summary>Where it listens.</summary>
    public AzuritePorts Ports { get; }

    /// <summary>The process id, for whoever wants to stop it the hard way.</summary>
    public int ProcessId => process.Id;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => process.WaitForExitAsync();

    /// <summary>For <c>AzureWebJobsStorage</c>.</summary>
    public string ConnectionString => ConnectionStringFor(Ports);

    /// <summary>The connection string for an Azurite on these ports.</summary>
    public static string ConnectionStringFor(AzuritePorts ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
        $"BlobEndpoint=http://127.0.0.1:{ports.Blob}/{Account};" +
        $"QueueEndpoint=http://127.0.0.1:{ports.Queue}/{Account};" +
        $"TableEndpoint=http://127.0.0.1:{ports.Table}/{Account};";

    /// <summary>
    /// Installs the pinned Azurite below <paramref name="packages"/> if that was not done before, and starts it with its data in
    /// <paramref name="data"/>. Returns when all three services listen.
    /// </summary>
    /// <exception cref="InvalidOperationException">Node is missing, a port is taken, or Azurite ended; the message says which.</exception>
    public static Task<AzuriteServer> StartAsync(string packages, string data, AzuritePorts ports, CancellationToken cancellationToken = default) =>
        // A folder, not --inMemoryPersistence, which stops everything while it collects.
        StartAsync(packages, data, ports, nodeArguments: [], cancellationToken);

    /// <summary>The same, with its data in memory where <paramref name="data"/> is null.</summary>
    /// <param name="packages">Where it is installed.</param>
    /// <param name="data">The folder of its data, or null.</param>
    /// <param name="ports">Where it listens.</param>
    /// <param name="nodeArguments">What Node is told before the script: how large its heap may be, or a module to load first.</param>
    /// <param name="cancellationToken">Ends the wait, and Azurite.</param>
    /// <exception cref="InvalidOperationException">Node is missing, a port is taken, or Azurite ended; the message says which.</exception>
    public static async Task<AzuriteServer> StartAsync(
        string packages, string? data, AzuritePorts ports, IReadOnlyList<string> nodeArguments, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "azurite");
        var package = await NpmPackage.InstallAsync(source, packages, cancellationToken);
        if (data is not null)
            Directory.CreateDirectory(data);

        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = data ?? package.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] storage = data is null ? ["--inMemoryPersistence"] : ["--location", data];
        // Newer clients ask for API versions that it does not know.
        string[] arguments =
        [
            .. nodeArguments,
            Path.Combine(source, "run.cjs"),
            Path.Combine(package.Directory, "node_modules", "azurite", "dist", "src", "azurite.js"),
            .. storage, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        var process = StartOrExplain(start);
        var server = new AzuriteServer(process, AzuriteOutput.Read(process), ports);
        try
        {
            await server.ListeningAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets Azurite write what it holds to its folder, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private async Task ListeningAsync(CancellationToken cancellationToken)
    {
        var exited = process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(output.Listening, exited) == output.Listening)
            return;

        await exited;
        throw new InvalidOperationException(output.SaysPortInUse
            ? $"Azurite found one of its ports ({Ports}) in use: stop the program that listens there, or choose other ports."
            : $"Azurite ended with code {process.ExitCode}: {output}");
    }

    private static Process StartOrExplain(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("node was not found. Install Node.js 20 or newer from https://nodejs.org.", missing);
        }
    }
}
