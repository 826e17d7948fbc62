using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using TwilioFunctions.LocalHost;
using TwilioFunctions.LocalHost.Worker;

if (args is [WorkerLauncher.Command, .. var launch])
    return WorkerLauncher.Run(launch);

var port = new Option<int?>("--port")
{
    Description = "The port of the HTTP functions; 0 takes a free one. Default: Host.LocalHttpPort of local.settings.json, else 7071.",
};
port.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !ushort.TryParse(token.Value, CultureInfo.InvariantCulture, out _))
        result.AddError($"--port takes a number from 0 to 65535, not '{token.Value}'.");
});
var folder = new Option<string>("--app") { Description = "The output folder of the app.", DefaultValueFactory = _ => Environment.CurrentDirectory };
var command = new RootCommand("Runs an Azure Functions app of the isolated worker model with HTTP, queue and timer triggers.") { port, folder };
command.SetAction((parsed, _) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(port)));
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

static async Task<int> RunAsync(string folder, int? port)
{
    using var stop = new CancellationTokenSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    try
    {
        await Host.RunAsync(FunctionApp.Read(folder, port), stop.Token);
        return 0;
    }
    catch (LocalHostException ex)
    {
        await Console.Error.WriteLineAsync(ex.Message);
        return 1;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception ex)
    {
        await Console.Error.WriteLineAsync($"The local host failed, which is a bug of its own: {ex}");
        return 1;
    }

    // The first signal drains, the second ends the process at once.
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
