using System.Globalization;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>Runs <c>up</c> in a small checkout.</summary>
public abstract class UpTest(SmallCheckout checkout) : IClassFixture<SmallCheckout>
{
    protected SmallCheckout Checkout { get; } = checkout;

    protected int Port { get; } = AzuritePorts.Free().Blob;

    private protected static Dictionary<string, string?> NoVariables => [];

    private protected CliProcess Up(params string[] options) => UpWith([], options);

    private protected CliProcess UpWith(Dictionary<string, string?> environment, params string[] options) =>
        CliProcess.Start(
            Checkout.Root,
            new Dictionary<string, string?>(environment) { ["TWILIOFUNCTIONS_HOST"] = environment.GetValueOrDefault("TWILIOFUNCTIONS_HOST", "local") },
            ["up", "--port", $"{Port}", .. options]);

    private protected static string PathWithoutFunc() => string.Join(
        Path.PathSeparator,
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Where(directory => !File.Exists(Path.Combine(directory, "func"))));

    /// <summary>The processes that belong to the checkout: the app and Azurite name a path below it.</summary>
    private protected async Task<int[]> RunningAsync()
    {
        var processes = await Tool.RunAsync("ps", Checkout.Root, ["-A", "-o", "pid=,args="], CancellationToken.None);
        return
        [
            .. from line in processes!.Lines
               where line.Contains(Checkout.Root, StringComparison.Ordinal)
               select int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture),
        ];
    }

    private protected async Task<int[]> ChildrenAsync(CliProcess up)
    {
        await up.WaitForAsync(", process ");
        return await RunningAsync();
    }
}
