using System.Runtime.InteropServices;
using TwilioFunctions.Cli;

// System.CommandLine turns SIGINT and SIGTERM into cancellation; a terminal window that is closed sends SIGHUP.
using var closed = new CancellationTokenSource();
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
{
    signal.Cancel = true;
    closed.Cancel();
});

return await CommandLine.RunAsync(args, Terminal.Process, TimeProvider.System, closed.Token);
