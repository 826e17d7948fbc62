using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class PoisonFailureFunctions(Journal journal)
{
    public const string Queue = "local-host-failing-again-poison";

    [Function("FailAgain")]
    public void FailAgain([QueueTrigger(Queue)] string message, long dequeueCount)
    {
        journal.Write(dequeueCount);
        throw new InvalidOperationException(message);
    }
}
