using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Timers. A test switches on those that it needs, with <c>AzureWebJobs.NAME.Disabled</c>.</summary>
public sealed class TimerFunctions(Journal journal, Gate gate)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("%Tick:Schedule%")] TimerInfo timer) => journal.Write("Tick", timer);

    /// <summary>Fails each time.</summary>
    [Function("FailTick")]
    public void FailTick([TimerTrigger("* * * * * *")] TimerInfo timer)
    {
        journal.Write("FailTick", timer);
        throw new InvalidOperationException("Each time.");
    }

    [Function("AtStart")]
    public void AtStart([TimerTrigger("1.00:00:00", RunOnStartup = true, UseMonitor = false)] string timer, FunctionContext context) =>
        journal.Write("AtStart", new { timer, context.BindingContext.BindingData });

    /// <summary>Is due each second and runs until the gate is open.</summary>
    [Function("GatedTick")]
    public async Task GatedTickAsync([TimerTrigger("00:00:01")] TimerInfo timer, CancellationToken cancellationToken)
    {
        journal.Write("GatedTick", timer.IsPastDue);
        try
        {
            await gate.PassAsync("tick", cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Write("GatedTick", "cancelled");
            throw;
        }
    }
}
