using BenchmarkDotNet.Running;
using TwilioFunctions.Benchmarks.Load;

if (LoadCommands.Are(args))
    return await LoadCommands.RunAsync(args);

BenchmarkSwitcher.FromAssembly(typeof(LoadCommands).Assembly).Run(args);
return 0;
