using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Retention;

namespace TwilioFunctions.Retention;

/// <summary>Removes the rows that have been kept long enough, each hour.</summary>
public sealed class SweepExpiredRows
{
    private readonly ExpiredRowSweeper sweeper;

    internal SweepExpiredRows(ExpiredRowSweeper sweeper) => this.sweeper = sweeper;

    // Not on the hour, when everybody's timers are due.
    [Function(nameof(SweepExpiredRows))]
    public Task Run([TimerTrigger("0 7 * * * *")] TimerInfo timer, FunctionContext context) => sweeper.SweepAsync(context.CancellationToken);
}
