using System.Diagnostics;
using System.Text;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>The tool in a process of its own, as people start it.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly SemaphoreSlim grown = new(0);

    private CliProcess(Process process) => this.process = process;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static CliProcess Start(string directory, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Dotnet, [Path.Combine(AppContext.BaseDirectory, "TwilioFunctions.Cli.dll"), .. args])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test runner sets for itself would change the build that `up` makes.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_HOST_PATH"] = Dotnet;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var cli = new CliProcess(new Process { StartInfo = start });
        cli.process.OutputDataReceived += (_, line) => cli.Keep(line.Data);
        cli.process.ErrorDataReceived += (_, line) => cli.Keep(line.Data);
        cli.process.Start();
        cli.process.BeginOutputReadLine();
        cli.process.BeginErrorReadLine();
        return cli;
    }

    /// <summary>The dotnet that runs the tests, whatever the PATH says.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    public async Task WaitForAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"It ended without saying '{text}': {Output}");
            try
            {
                await grown.WaitAsync(TimeSpan.FromSeconds(1), patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not say '{text}': {Output}");
            }
        }
    }

    public void Terminate() => Signals.Terminate(process.Id);

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        grown.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        grown.Release();
    }
}
