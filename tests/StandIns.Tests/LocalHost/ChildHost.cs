using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StandIns.Tests.LocalHost;

/// <summary>The sample app as a process of its own, with nothing but what a user could do to it.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ChildHost(Process process) => this.process = process;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static ChildHost Start(string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildHost).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AzureWebJobsStorage"] = connectionString;
        start.Environment["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1";
        start.Environment["Tick__Schedule"] = "0 0 0 1 1 *";
        var child = new ChildHost(new Process { StartInfo = start });
        child.process.OutputDataReceived += child.Keep;
        child.process.ErrorDataReceived += child.Keep;
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Task SaysAsync(string text) => Eventually.IsTrueAsync(() =>
        process.HasExited && !Output.Contains(text, StringComparison.Ordinal)
            ? throw new InvalidOperationException($"The app ended with {process.ExitCode}: {Output}")
            : Task.FromResult(Output.Contains(text, StringComparison.Ordinal)));

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
            output.AppendLine(line.Data);
    }
}
