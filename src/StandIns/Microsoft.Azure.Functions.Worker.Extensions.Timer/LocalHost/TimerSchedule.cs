using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// When a timer is due, in UTC: a cron expression, or a time span between two runs, read with the library that the real host reads
/// it with. https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
/// </summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithoutSeconds = 5;

    private readonly string expression;
    private readonly CrontabSchedule? cron;
    private readonly TimeSpan interval;

    private TimerSchedule(string expression, CrontabSchedule? cron, TimeSpan interval) =>
        (this.expression, this.cron, this.interval) = (expression, cron, interval);

    /// <summary>Null for a text that is no schedule.</summary>
    public static TimerSchedule? TryParse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields != FieldsWithoutSeconds };
        if (CrontabSchedule.TryParse(expression, options) is { } cron)
            return new TimerSchedule(expression, cron, default);
        return TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(expression, null, interval)
            : null;
    }

    /// <summary>The first time after another; the end of time when there is none, such as on the 30th of February.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time)
    {
        if (cron is not null)
            return new DateTimeOffset(DateTime.SpecifyKind(cron.GetNextOccurrence(time.UtcDateTime), DateTimeKind.Utc));
        return interval < DateTimeOffset.MaxValue - time ? time + interval : DateTimeOffset.MaxValue;
    }

    /// <summary>For such a schedule the real host keeps no status, whatever <c>UseMonitor</c> says.</summary>
    public bool IsOftenerThanEachMinute(DateTimeOffset now)
    {
        if (cron is null)
            return interval < TimeSpan.FromMinutes(1);
        var restricted = cron.ToString().Split(' ').Skip(1).Any(field => field != "*");
        return !restricted && NextAfter(NextAfter(now)) < now + TimeSpan.FromMinutes(1);
    }

    public override string ToString() => expression;
}
