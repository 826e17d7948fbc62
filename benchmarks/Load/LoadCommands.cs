using System.CommandLine;
using TwilioFunctions.Benchmarks.Drain;
using TwilioFunctions.Benchmarks.Faults;
using TwilioFunctions.Benchmarks.Lookup;
using TwilioFunctions.Benchmarks.Ringing;
using TwilioFunctions.Benchmarks.Throughput;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>The measurements that BenchmarkDotNet is not made for: a whole app under load, in processes of its own.</summary>
internal static class LoadCommands
{
    // The app finishes what runs before it ends.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    public static bool Are(string[] args) => args is ["throughput" or "drain" or "ringing" or "lookup" or "faults", ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var console = Terminal.Process.Out;
        var root = new RootCommand("Measures the app under load.")
        {
            new ThroughputCommand(console),
            new DrainCommand(console),
            new RingingCommand(console),
            new LookupCommand(console),
            new FaultsCommand(console),
        };
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
