using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class QueueFailureFunctions(Journal journal)
{
    public const string Queue = "local-host-failing";
    public const string PoisonQueue = "local-host-failing-poison";

    [Function("Fail")]
    public void Fail([QueueTrigger(Queue)] string message, long dequeueCount)
    {
        journal.Write(dequeueCount);
        throw new InvalidOperationException(message);
    }
}
