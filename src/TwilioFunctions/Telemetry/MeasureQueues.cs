using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// Each minute, moves the messages of the poison queues to the list of dead letters, then measures the queues. The alerts on poison
/// messages and on waiting ones read its log lines.
/// </summary>
internal sealed class MeasureQueues(PoisonQueueDrain drain, QueueMeasurer measurer)
{
    [Function(nameof(MeasureQueues))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        await drain.DrainAsync(context.CancellationToken);
        await measurer.MeasureAsync(context.CancellationToken);
    }
}
