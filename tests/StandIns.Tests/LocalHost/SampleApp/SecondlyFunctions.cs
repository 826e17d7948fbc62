using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>Its schedule is a setting, and it fails each time.</summary>
public sealed class SecondlyFunctions(Journal journal)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("%Tick:Schedule%")] TimerInfo timer)
    {
        journal.Write(timer);
        throw new InvalidOperationException("Each time.");
    }
}
