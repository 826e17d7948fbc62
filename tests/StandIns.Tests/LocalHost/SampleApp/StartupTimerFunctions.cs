using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class StartupTimerFunctions(Journal journal)
{
    [Function("AtStartAndEachDay")]
    public void AtStartAndEachDay([TimerTrigger("1.00:00:00", RunOnStartup = true, UseMonitor = false)] string timer, string timerTrigger)
    {
        journal.Write(timer);
        journal.Write(timerTrigger);
    }
}
