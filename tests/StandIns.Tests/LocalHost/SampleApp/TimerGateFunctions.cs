using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>A function that is due each second and runs as long as the test wants.</summary>
public sealed class TimerGateFunctions(Gate gate)
{
    [Function("PassGateEachSecond")]
    public Task PassGateAsync([TimerTrigger("00:00:01")] TimerInfo timer, CancellationToken cancellationToken) =>
        gate.PassAsync(timer.IsPastDue ? "late" : "in time", cancellationToken);
}
