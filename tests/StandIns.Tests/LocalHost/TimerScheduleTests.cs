using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost;

namespace StandIns.Tests.LocalHost;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 7 * * * *", "2026-11-21T12:07:00")]
    [InlineData("*/5 * * * * *", "2026-11-21T12:00:05")]
    [InlineData("7 * * * *", "2026-11-21T12:07:00")]
    [InlineData("0 30 3 * * MON", "2026-11-23T03:30:00")]
    [InlineData("0 0 12 * * *", "2026-11-22T12:00:00")]
    [InlineData("01:30:00", "2026-11-21T13:30:00")]
    public void Schedule_IsDueNextInUtc(string expression, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), TimerSchedule.TryParse(expression)!.NextAfter(noon));

    [Theory]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("9999999.00:00:00")]
    public void ScheduleThatIsNeverDue_EndsWithTime(string expression) =>
        Assert.Equal(DateTimeOffset.MaxValue.UtcDateTime, TimerSchedule.TryParse(expression)!.NextAfter(noon).UtcDateTime, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("tomorrow")]
    public void TextThatIsNoSchedule_IsNull(string expression) => Assert.Null(TimerSchedule.TryParse(expression));

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("*/10 0 * * * *", false)]
    [InlineData("00:00:30", true)]
    [InlineData("00:01:00", false)]
    public void ScheduleOftenerThanEachMinute_IsTold(string expression, bool oftener) =>
        Assert.Equal(oftener, TimerSchedule.TryParse(expression)!.IsOftenerThanEachMinute(noon));
}
