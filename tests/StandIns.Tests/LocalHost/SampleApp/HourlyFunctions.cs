using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class HourlyFunctions(Journal journal)
{
    [Function("AtSevenPast")]
    public void AtSevenPast([TimerTrigger("0 7 * * * *")] TimerInfo timer) => journal.Write(timer);
}
