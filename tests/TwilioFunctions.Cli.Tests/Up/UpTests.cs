using System.Net;
using System.Net.Sockets;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed class UpTests(SmallCheckout checkout) : UpTest(checkout)
{
    [Fact]
    public async Task Up_ListsTheUrlsAndStopsWhatItStarted()
    {
        File.Delete(Path.Combine(Checkout.Root, "local.settings.json"));
        // From a folder below the root as well.
        await using var up = CliProcess.Start(Path.GetDirectoryName(Checkout.AppSource)!, NoVariables, "up", "--port", $"{Port}");

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Contains("Made local.settings.json", up.Output, StringComparison.Ordinal);
        Assert.Matches($"Event Streams sink .*POST .*http://localhost:{Port}/api/twilio/events ", up.Output);
        Assert.Matches($"Voice Client Configuration .*POST .*http://localhost:{Port}/api/twilio/call-notifications ", up.Output);
        Assert.Matches($"Voice URL .*GET, POST .*http://localhost:{Port}/api/twilio/voice/incoming ", up.Output);
        Assert.Matches($"InterceptCallbackUrl .*POST .*http://localhost:{Port}/api/twilio/proxy/intercept ", up.Output);
        Assert.Matches($@"PUT .*http://localhost:{Port}/api/me/bindings/{{bindingId}} ", up.Output);
        Assert.DoesNotContain("Channels__Webhook__AllowedOrigins__", up.Output, StringComparison.Ordinal);
        Assert.Matches($@"GET .*http://localhost:{Port}/api/calls/{{callSid}} ", up.Output);
        var children = await ChildrenAsync(up);
        Assert.Equal(2, children.Length);

        up.Terminate();

        Assert.Equal(0, await up.ExitAsync());
        Assert.Matches(@"The app has drained\.\s+Stopped\.", up.Output);
        Assert.Empty(await RunningAsync());
        Assert.False(LocalPorts.IsInUse(Port));
    }

    [Fact]
    public async Task Demo_ShowsTheCallsAndLeavesTheAppRunning()
    {
        await using var up = Up("--demo");

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Equal(20, CallRows.Count(up.Output));
        Assert.Matches(@"call summary\s+│\s+200 OK\s+│\s+\d+ ", up.Output);
        Assert.Matches($@"calls show CA[0-9a-f]{{32}} --url http://localhost:{Port}/", up.Output);
        Assert.Matches(@"call status\s+│\s+204 NoContent\s+│\s+\d+ ", up.Output);
        Assert.Contains("\nEvent Streams: com.twilio.voice.insights.call-summary.partial", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Executed 'Functions.", up.Output, StringComparison.Ordinal);
        Assert.Matches(NotificationLines.Arrived, up.Output);
        Assert.Contains("The binding was deleted.", up.Output, StringComparison.Ordinal);
        // The sample allows one origin, the demo's own comes after it.
        Assert.Contains("Allowed origins: Channels__Webhook__AllowedOrigins__1", up.Output, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://localhost:{Port}/api/health"))).StatusCode);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task StoragePortInUse_TakesFreePortsAndTellsTheApp()
    {
        using var other = new TcpListener(IPAddress.Loopback, AzuritePorts.Default.Queue);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            // Somebody listens there already, which does as well.
        }

        await using var up = Up();

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Matches(@"AzureWebJobsStorage is .*QueueEndpoint=http://127\.0\.0\.1:\d+/devstoreaccount1;", up.Output);
        Assert.DoesNotContain("127.0.0.1:10001", up.Output, StringComparison.Ordinal);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
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
    public async Task FuncOnThePath_StartsItInTheOutputFolder()
    {
        var folder = Directory.CreateTempSubdirectory("func-");
        var func = Path.Combine(folder.FullName, "func");
        await File.WriteAllTextAsync(func, $"""
            #!/bin/sh
            export STARTED_AS="func $*"
            test -f TwilioFunctions.dll && exec "{CliProcess.Dotnet}" "{Checkout.HostAssembly}" "$2" "$3"
            """);
        await Tool.RunAsync("chmod", folder.FullName, ["+x", func], CancellationToken.None);
        await using (var local = Up())
            await local.WaitForAsync("Ready. Press Ctrl+C to stop.");
        await using var up = UpWith(new() { ["TWILIOFUNCTIONS_HOST"] = null, ["PATH"] = $"{folder.FullName}{Path.PathSeparator}{PathWithoutFunc()}" });

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Contains("Starting the app with Azure Functions Core Tools (func start)", up.Output, StringComparison.Ordinal);
        Assert.Contains($"Started as func start --port {Port} --no-build, process", up.Output, StringComparison.Ordinal);
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
        folder.Delete(recursive: true);
    }
}
