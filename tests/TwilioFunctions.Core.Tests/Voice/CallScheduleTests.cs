using System.Globalization;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Tests.Voice;

public sealed class CallScheduleTests
{
    [Theory]
    [InlineData("2026-11-23T08:00:00Z", true)]
    [InlineData("2026-11-23T07:59:59Z", false)]
    [InlineData("2026-11-23T16:59:59Z", true)]
    [InlineData("2026-11-23T17:00:00Z", false)]
    [InlineData("2026-11-22T12:00:00Z", false)]
    [InlineData("2026-07-06T07:00:00Z", true)]
    [InlineData("2026-07-06T16:00:00Z", false)]
    public void OfficeHours_FollowTheZoneAndItsDaylightSavingTime(string time, bool covered) =>
        Assert.Equal(covered, Schedule(["Monday", "tuesday"], "09:00", "18:00", "Europe/Berlin").Covers(Time(time)));

    [Theory]
    [InlineData("2026-11-20T22:30:00Z", true)]
    [InlineData("2026-11-21T05:59:00Z", true)]
    [InlineData("2026-11-21T06:00:00Z", false)]
    [InlineData("2026-11-21T22:30:00Z", false)]
    [InlineData("2026-11-20T05:00:00Z", false)]
    public void NightShift_BelongsToTheDayOnWhichItBegan(string time, bool covered) =>
        Assert.Equal(covered, Schedule(["Friday"], "22:00", "06:00", null).Covers(Time(time)));

    [Fact]
    public void NothingSet_CoversEveryTime() => Assert.True(Schedule([], null, null, null).Covers(Time("2026-01-01T00:00:00Z")));

    [Theory]
    [InlineData("Someday", null, null, null, "Days")]
    [InlineData("1", null, null, null, "Days")]
    [InlineData("+1", null, null, null, "Days")]
    [InlineData("Monday,Tuesday", null, null, null, "Days")]
    [InlineData("", null, null, null, "Days")]
    [InlineData("Monday", "9", null, null, "From")]
    [InlineData("Monday", null, "25:00", null, "Until")]
    [InlineData("Monday", null, null, "Berlin", "TimeZone")]
    public void WhatIsNoSchedule_IsNamed(string day, string? from, string? until, string? timeZone, string member)
    {
        Assert.False(CallSchedule.TryParse([day], from, until, timeZone, out _, out var problem));
        Assert.StartsWith(member, problem, StringComparison.Ordinal);
    }

    private static CallSchedule Schedule(string[] days, string? from, string? until, string? timeZone)
    {
        Assert.True(CallSchedule.TryParse(days, from, until, timeZone, out var schedule, out var problem), problem);
        return schedule;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
