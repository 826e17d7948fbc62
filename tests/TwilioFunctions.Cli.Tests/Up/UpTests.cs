using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed partial class UpTests(SmallCheckout checkout) : IClassFixture<SmallCheckout>
{
    private readonly int port = AzuritePorts.Free().Blob;

    [Fact]
    public async Task Up_ListsTheUrlsAndStopsWhatItStarted()
    {
        File.Delete(Path.Combine(checkout.Root, "local.settings.json"));
        // From a folder below the root as well.
        await using var up = CliProcess.Start(Path.GetDirectoryName(checkout.AppSource)!, NoVariables, "up", "--port", $"{port}");

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Contains("Made local.settings.json", up.Output, StringComparison.Ordinal);
        Assert.Matches($"Event Streams sink .*POST .*http://localhost:{port}/api/twilio/events ", up.Output);
        Assert.Matches($@"GET .*http://localhost:{port}/api/calls/{{callSid}} ", up.Output);
        var children = await ChildrenAsync(up);
        Assert.Equal(2, children.Length);

        up.Terminate();

        Assert.Equal(0, await up.ExitAsync());
        Assert.Matches(@"The app has drained\.\s+Stopped\.", up.Output);
        Assert.Empty(await RunningAsync());
        Assert.False(LocalPorts.IsInUse(port));
    }

    [Fact]
    public async Task Demo_ShowsTheCallsAndLeavesTheAppRunning()
    {
        await using var up = Up("--demo");

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Equal(20, CallRow.Count(up.Output));
        Assert.Matches(@"200 OK\s+│\s+66 ", up.Output);
        Assert.Contains("\nEvent Streams: com.twilio.voice.insights.call-summary.partial", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Executed 'Functions.", up.Output, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://localhost:{port}/api/health"))).StatusCode);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
    }

    [Theory]
    [InlineData("crash-at-start", "The app has ended unexpectedly with code 3: its log above says why.")]
    [InlineData("crash-at-webhook", "The app has ended unexpectedly with code 4: its log above says why.")]
    [InlineData("refuse", "The app refused some of the webhooks: its log above says why.")]
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
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await using var up = Up();

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains($"Port {port} is in use: stop what listens there, or choose another port with --port.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoragePortInUse_TakesFreePortsAndTellsTheApp()
    {
        using var other = new TcpListener(IPAddress.Loopback, AzuritePorts.Default.Queue);
        if (!LocalPorts.IsInUse(AzuritePorts.Default.Queue))
            other.Start();
        await using var up = Up();

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Matches(@"AzureWebJobsStorage is .*QueueEndpoint=http://127\.0\.0\.1:\d+/devstoreaccount1;", up.Output);
        Assert.DoesNotContain("127.0.0.1:10001", up.Output, StringComparison.Ordinal);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task SecondUpInTheCheckout_IsASentence()
    {
        await using var first = Up();
        await first.WaitForAsync("Storage: Azurite");

        await using var second = CliProcess.Start(checkout.Root, NoVariables, "up", "--port", $"{AzuritePorts.Free().Blob}");

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("`up` is already running in", second.Output, StringComparison.Ordinal);
        await first.WaitForAsync("Ready. Press Ctrl+C to stop.");
        first.Terminate();
        Assert.Equal(0, await first.ExitAsync());
    }

    [Fact]
    public async Task ToldToEndWhileItStarts_LeavesNothingBehind()
    {
        await using var up = Up();
        await up.WaitForAsync("Building the app");

        up.Terminate();

        Assert.Equal(0, await up.ExitAsync());
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task StorageAccountInTheSettings_StartsNoEmulator()
    {
        await using var up = UpWith(new() { ["AzureWebJobsStorage"] = "DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=bWluZQ==" });

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Contains("Storage: the account that AzureWebJobsStorage names.", up.Output, StringComparison.Ordinal);
        Assert.Single(await ChildrenAsync(up));
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task AppThatDoesNotCompile_ShowsTheErrors()
    {
        var source = await File.ReadAllTextAsync(checkout.AppSource);
        await File.AppendAllTextAsync(checkout.AppSource, "this is no C#");
        try
        {
            await using var up = Up();

            Assert.Equal(1, await up.ExitAsync());
            Assert.Contains("error CS", up.Output, StringComparison.Ordinal);
            Assert.Contains("The app does not build: mend the errors above", up.Output, StringComparison.Ordinal);
            Assert.Empty(await RunningAsync());
        }
        finally
        {
            await File.WriteAllTextAsync(checkout.AppSource, source);
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
    public async Task RealPackagesWithoutFunc_SaysHowToGetIt()
    {
        await using var up = UpWith(new() { ["UseStandIns"] = "false", ["PATH"] = PathWithoutFunc() });

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("npm install -g azure-functions-core-tools@4", up.Output, StringComparison.Ordinal);
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task RealPackagesWithFunc_StartsItInTheOutputFolder()
    {
        var folder = Directory.CreateTempSubdirectory("func-");
        var func = Path.Combine(folder.FullName, "func");
        await File.WriteAllTextAsync(func, $"""
            #!/bin/sh
            export STARTED_AS="func $*"
            exec "{CliProcess.Dotnet}" TwilioFunctions.dll "$@"
            """);
        await Tool.RunAsync("chmod", folder.FullName, ["+x", func], CancellationToken.None);
        await using var up = UpWith(new() { ["UseStandIns"] = "false", ["PATH"] = $"{folder.FullName}{Path.PathSeparator}{PathWithoutFunc()}" });

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Contains($"Started as func start --port {port}, process", up.Output, StringComparison.Ordinal);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task OutsideACheckout_IsASentence()
    {
        await using var up = CliProcess.Start(Path.GetTempPath(), NoVariables, "up");

        Assert.Equal(1, await up.ExitAsync());
        Assert.Contains("There is no TwilioFunctions.sln in", up.Output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> NoVariables => [];

    private CliProcess Up(params string[] options) => UpWith([], options);

    private CliProcess UpWith(Dictionary<string, string?> environment, params string[] options) =>
        CliProcess.Start(checkout.Root, environment, ["up", "--port", $"{port}", .. options]);

    private static string PathWithoutFunc() => string.Join(
        Path.PathSeparator,
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Where(directory => !File.Exists(Path.Combine(directory, "func"))));

    /// <summary>The processes that belong to the checkout: the app and Azurite name a path below it.</summary>
    private async Task<int[]> RunningAsync()
    {
        var processes = await Tool.RunAsync("ps", checkout.Root, ["-A", "-o", "pid=,args="], CancellationToken.None);
        return
        [
            .. from line in processes!.Lines
               where line.Contains(checkout.Root, StringComparison.Ordinal)
               select int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture),
        ];
    }

    private async Task<int[]> ChildrenAsync(CliProcess up)
    {
        await up.WaitForAsync(", process ");
        return await RunningAsync();
    }

    [GeneratedRegex(@"│ CA[0-9a-f]{32} │")]
    private static partial Regex CallRow { get; }
}
