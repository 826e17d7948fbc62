using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed class UpFailureTests(SmallCheckout checkout) : UpTest(checkout)
{
    [Theory]
    [InlineData("crash-at-start", "The app has ended unexpectedly with code 3: its log above says why.")]
    [InlineData("crash-at-webhook", "The app has ended unexpectedly with code 4: its log above says why.")]
    [InlineData("refuse", "The app refused some of the webhooks: its log above says why.")]
    [InlineData("forge", "What arrived at the device is not signed with the binding's secret")]
    public async Task AppThatFails_IsASentence(string mode, string expected)
    {
        await using var up = UpWith(new() { ["SMALL_APP"] = mode }, "--demo");

        Assert.Equal(1, await up.ExitAsync());

        Assert.Contains(expected, up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", up.Output, StringComparison.Ordinal);
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task StorageThatCrashes_IsASentence()
    {
        await using var up = Up();
        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");
        var azurite = (await ChildrenAsync(up)).Single(id => !up.Output.Contains($"process {id}", StringComparison.Ordinal));

        using (var process = Process.GetProcessById(azurite))
            process.Kill();

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("The storage emulator has ended unexpectedly", up.Output, StringComparison.Ordinal);
        Assert.Contains("The app has drained.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortInUse_IsASentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, Port);
        other.Start();

        await using var up = Up();

        Assert.Equal(1, await up.ExitAsync());
        var tests = $"{Process.GetCurrentProcess().ProcessName} (process {Environment.ProcessId})";
        Assert.Contains($"Port {Port} is in use by {tests}: stop it, or add --port {Port + 1}.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondUpInTheCheckout_IsASentence()
    {
        await using var first = Up();
        await first.WaitForAsync("Storage: Azurite");

        await using var second = CliProcess.Start(Checkout.Root, NoVariables, "up", "--port", $"{AzuritePorts.Free().Blob}");

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("`up` is already running in", second.Output, StringComparison.Ordinal);
        await first.WaitForAsync("Ready. Press Ctrl+C to stop.");
        first.Terminate();
        Assert.Equal(0, await first.ExitAsync());
    }

    [Fact]
    public async Task AppThatDoesNotCompile_ShowsTheErrors()
    {
        var source = await File.ReadAllTextAsync(Checkout.AppSource);
        await File.AppendAllTextAsync(Checkout.AppSource, "this is no C#");
        try
        {
            await using var up = Up();

            Assert.Equal(1, await up.ExitAsync());
            Assert.Contains("error CS", up.Output, StringComparison.Ordinal);
            Assert.Contains("The app doesn't build: fix the errors above", up.Output, StringComparison.Ordinal);
            Assert.Empty(await RunningAsync());
        }
        finally
        {
            await File.WriteAllTextAsync(Checkout.AppSource, source);
        }
    }

    [Fact]
    public async Task NoNode_SaysHowToGetIt()
    {
        await using var up = UpWith(new() { ["PATH"] = Path.GetDirectoryName(CliProcess.Dotnet) });

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("Node.js was not found, which the storage emulator runs on: install Node.js 20 or newer from https://nodejs.org.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoNpm_SaysHowToGetIt()
    {
        var folder = Directory.CreateTempSubdirectory("path-");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(Tool.Find("node")!)), Tool.Find("node")!);

        await using var up = UpWith(new() { ["PATH"] = folder.FullName });

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("npm was not found", up.Output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CoreToolsAskedForAndMissing_SaysHowToGetThem()
    {
        await using var up = UpWith(new() { ["PATH"] = PathWithoutFunc() }, "--host", "func");

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("npm install -g azure-functions-core-tools@4", up.Output, StringComparison.Ordinal);
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task UnknownHostInTheEnvironment_NamesTheVariableAndItsValues()
    {
        await using var up = UpWith(new() { ["TWILIOFUNCTIONS_HOST"] = "azure" });

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("TWILIOFUNCTIONS_HOST must be func or local, not 'azure'.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutsideACheckout_IsASentence()
    {
        await using var up = CliProcess.Start(Path.GetTempPath(), NoVariables, "up");

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("There is no TwilioFunctions.sln in", up.Output, StringComparison.Ordinal);
    }
}
