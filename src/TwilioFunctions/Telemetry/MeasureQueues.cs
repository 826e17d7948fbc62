using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Telemetry;

/// <summary>Looks every minute what the queues hold. The alerts on poison messages and on waiting ones read its log lines.</summary>
public sealed class MeasureQueues(QueueMeasurer measurer)
{
    [Function(nameof(MeasureQueues))]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, FunctionContext context) => measurer.MeasureAsync(context.CancellationToken);
}
