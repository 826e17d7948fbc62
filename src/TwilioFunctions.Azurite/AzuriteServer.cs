using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.Azurite;

/// <summary>The ports that Azurite listens on, all on 127.0.0.1.</summary>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>The ports that <c>UseDevelopmentStorage=true</c> means.</summary>
    public static AzuritePorts Default { get; } = new(10000, 10001, 10002);

    /// <summary>Three ports that are free now.</summary>
    public static AzuritePorts Free()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
            listener.Stop();
        return new AzuritePorts(ports[0], ports[1], ports[2]);
    }
}

/// <summary>Azurite, Microsoft's storage emulator, as a child process.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Published by Microsoft for the emulator alone: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process process;

    private AzuriteServer(Process process, AzuritePorts ports)
    {
        this.process = process;
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
    /// <paramref name="data"/>. Returns when all three services accept connections.
    /// </summary>
    /// <exception cref="InvalidOperationException">Node is missing, a port is taken, or Azurite ended; the message says which.</exception>
    public static async Task<AzuriteServer> StartAsync(string packages, string data, AzuritePorts ports, CancellationToken cancellationToken = default)
    {
        var package = await NpmPackage.InstallAsync(Path.Combine(AppContext.BaseDirectory, "azurite"), packages, cancellationToken);
        Directory.CreateDirectory(data);

        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A folder, not --inMemoryPersistence, which stops everything while it collects; newer clients ask for API versions that it does not know.
        string[] arguments =
        [
            Path.Combine(package.Directory, "node_modules", "azurite", "dist", "src", "azurite.js"),
            "--location", data, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        var output = new List<string>();
        var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                if (line.Data is not null && output.Count < 50)
                    output.Add(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var server = new AzuriteServer(process, ports);
        foreach (var port in (int[])[ports.Blob, ports.Queue, ports.Table])
        {
            while (!await AcceptsAsync(port, cancellationToken))
            {
                if (process.HasExited)
                {
                    lock (output)
                        throw new InvalidOperationException($"Azurite ended with code {process.ExitCode}: {string.Join(' ', output).Trim()}");
                }
                await Task.Delay(50, cancellationToken);
            }
        }

        return server;
    }

    /// <summary>Stops the process and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
