using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Keeps the app's time where the app has registered a <see cref="TimeProvider"/>.</summary>
internal sealed class TimerTriggerListener(
    FunctionCatalog catalog, InvocationFactory invocations, IConfiguration configuration, ILoggerFactory loggers, TimeProvider? appTime = null)
    : ITriggerListener
{
    private readonly TimeProvider time = appTime ?? TimeProvider.System;

    private readonly ILogger logger = loggers.CreateLogger("Host.Triggers.Timers");

    private FunctionTimer[] timers = [];

    public string TriggerType => "timerTrigger";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timers = [.. catalog.WithTrigger(TriggerType).Select(CreateTimer)];
        foreach (var timer in timers)
            timer.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(timers.Select(timer => timer.StopAsync(cancellationToken)));
        foreach (var timer in timers)
            timer.Dispose();
    }

    public string Describe(Function function) => $"{TriggerType} {ScheduleOf(function)}";

    private FunctionTimer CreateTimer(Function function)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        var schedule = ScheduleOf(function);
        var monitored = trigger.UseMonitor && !schedule.IsOftenerThanEachMinute(time.GetUtcNow());
        return new FunctionTimer(function, schedule, monitored, trigger.RunOnStartup, invocations, time, logger);
    }

    private TimerSchedule ScheduleOf(Function function)
    {
        var expression = SettingReferences.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, function.Name, configuration);
        return TimerSchedule.TryParse(expression)
            ?? throw new HostStartException(
                $"The function {function.Name} has a schedule that is neither a cron expression of five or six fields nor a time span: '{expression}'.");
    }
}
