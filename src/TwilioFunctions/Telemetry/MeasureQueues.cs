using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// Each minute, moves the messages of the poison queues to the list of dead letters, then measures the queues. The alerts on poison
/// messages and on waiting ones read its log lines.
/// </summary>
public sealed class MeasureQueues
{
    private readonly PoisonQueueDrain drain;
    private readonly QueueMeasurer measurer;

    internal MeasureQueues(PoisonQueueDrain drain, QueueMeasurer measurer) =>
        (this.drain, this.measurer) = (drain, measurer);

    [Function(nameof(MeasureQueues))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, FunctionContext context)
    {
        await drain.DrainAsync(context.CancellationToken);
        await measurer.MeasureAsync(context.CancellationToken);
    }
}
