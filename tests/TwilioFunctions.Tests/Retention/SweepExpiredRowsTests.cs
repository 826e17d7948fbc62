using TwilioFunctions.Retention;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Retention;

/// <summary>What it does is Core's; here, that the host runs it.</summary>
[Collection(RunningAppTests.Name)]
public sealed class SweepExpiredRowsTests(RunningApp running)
{
    [Fact]
    public async Task Sweep_IsATimerOfTheApp() => Assert.True(await Eventually.CompleteAsync(
        () => Task.FromResult(running.App.Output.Any(line => line.Contains($"{nameof(SweepExpiredRows)}: timerTrigger", StringComparison.Ordinal))),
        isListed => isListed,
        TimeSpan.FromSeconds(30)));
}
