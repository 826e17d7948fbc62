using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>A function that runs as long as the test wants.</summary>
public sealed class QueueGateFunctions(Gate gate)
{
    public const string Queue = "local-host-gate";

    [Function("PassGate")]
    public Task PassGateAsync([QueueTrigger(Queue)] string message, CancellationToken cancellationToken) =>
        gate.PassAsync(message, cancellationToken);
}
