using System.Net;
using System.Net.Sockets;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Settings;

/// <summary>Faults that end the start: one sentence, exit code 1.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string fault = Path.GetTempFileName();

    [Theory]
    [InlineData("AzureFunctionsJobHost__extensions__http__routePrefix", "a{b", "The route 'a{b/")]
    [InlineData("AzureFunctionsJobHost__logging__logLevel__default", "Loud", "The section logging of host.json is invalid: ")]
    [InlineData("AzureFunctionsJobHost__drainTimeout", "soon", "drainTimeout of host.json must be a time span from 00:00:00 to 01:00:00, not 'soon'.")]
    [InlineData("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1 GB", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT must be a number of bytes up to 2147483647, not '1 GB'.")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet", "FUNCTIONS_WORKER_RUNTIME is 'dotnet', and this host runs apps of the isolated worker model only: set it to dotnet-isolated.")]
    [InlineData("AzureWebJobs.TakeText.Disabled", "false", "Function 'TakeText' takes its queueName from the setting Prefix, which is missing.")]
    [InlineData("AzureWebJobs.AtStart.Disabled", "false", "Function 'AtStart' needs the storage account that the setting AzureWebJobsStorage names, and the setting is missing.")]
    public async Task InvalidSetting_EndsTheStart(string name, string value, string sentence)
    {
        await using var host = HostProcess.Start(new Dictionary<string, string>(SampleApp.Settings()) { [name] = value });

        await EndsWithAsync(host, sentence);
    }

    [Fact]
    public async Task InvalidLease_EndsTheStart()
    {
        await using var host = HostProcess.Start(new Dictionary<string, string>(SampleApp.Settings("AtStart"))
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["AzureFunctionsJobHost__extensions__queues__leaseDuration"] = "00:11:00",
        });

        await EndsWithAsync(host, "extensions.queues.leaseDuration of host.json must be a time span from 00:00:01 to 00:10:00, not '00:11:00'.");
    }

    [Fact]
    public async Task AspNetCoreIntegration_EndsTheStart()
    {
        await File.WriteAllTextAsync(fault, "aspnetcore");
        await using var host = HostProcess.Start(new Dictionary<string, string>(SampleApp.Settings()) { ["Fault"] = fault });

        await EndsWithAsync(host, "The app uses the ASP.NET Core integration, which this host doesn't have: run the app with Azure Functions Core Tools (func start).");
    }

    [Fact]
    public async Task PortThatIsTaken_EndsTheStartBeforeTheWorkerStarts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var host = HostProcess.Start(SampleApp.Settings(), arguments: ["--port", $"{port}"]);

        await EndsWithAsync(host, $"Port {port} is in use: stop the program that listens there, or choose another port with --port.");
    }

    [Fact]
    public async Task PortThatAnotherHostListensOnFirst_EndsTheStart()
    {
        await File.WriteAllTextAsync(fault, "wait");
        using var taken = LocalPort.Take(0);
        // Both have taken the port, and neither listens yet.
        await using var host = HostProcess.Start(
            new Dictionary<string, string>(SampleApp.Settings()) { ["Fault"] = fault }, arguments: ["--port", $"{taken.Number}"]);
        await host.PrintsAsync("The app takes its time.");
        taken.SocketOf(IPAddress.Loopback).Listen();
        await File.WriteAllTextAsync(fault, "");

        await EndsWithAsync(host, $"Port {taken.Number} is in use: stop the program that listens there, or choose another port with --port.");
        Assert.Single(host.Output, line => line.Contains("in use", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void FreePort_IsTakenForBothFamilies()
    {
        using var port = LocalPort.Take(0);

        Assert.NotEqual(0, port.Number);
        Assert.All(port.Addresses, address => Assert.Equal(new IPEndPoint(address, port.Number), port.SocketOf(address).LocalEndPoint));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port=http")]
    [InlineData("--port=65536")]
    [InlineData("--port=-1")]
    public async Task InvalidPort_IsRefused(string argument)
    {
        await using var host = HostProcess.Start(SampleApp.Settings(), arguments: [argument]);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains(host.Output, line => line.Contains("--port", StringComparison.Ordinal));
    }

    public void Dispose() => File.Delete(fault);

    private static async Task EndsWithAsync(HostProcess host, string sentence)
    {
        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.StartsWith(sentence, host.Output[^1], StringComparison.Ordinal);
        // Nothing else but lines of the worker's.
        Assert.DoesNotContain(host.Output.SkipLast(1), line => !line.StartsWith('['));
    }
}
