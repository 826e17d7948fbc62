using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TwilioFunctions.Core.Voice;

/// <summary>Days of the week and hours of the day in a time zone, daylight saving time included.</summary>
internal sealed class CallSchedule
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    private readonly TimeZoneInfo timeZone;
    private readonly HashSet<DayOfWeek> days;
    private readonly TimeOnly from;
    private readonly TimeOnly? until;

    private CallSchedule(TimeZoneInfo timeZone, HashSet<DayOfWeek> days, TimeOnly from, TimeOnly? until)
    {
        this.timeZone = timeZone;
        this.days = days;
        this.from = from;
        this.until = until;
    }

    /// <summary>Whether the schedule covers <paramref name="time"/>. What runs past midnight belongs to the day on which it began.</summary>
    public bool Covers(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, timeZone);
        var clock = TimeOnly.FromDateTime(local.DateTime);
        if (until is not { } end || from < end)
            return clock >= from && (until is null || clock < until) && days.Contains(local.DayOfWeek);
        return clock >= from
            ? days.Contains(local.DayOfWeek)
            : clock < end && days.Contains(local.AddDays(-1).DayOfWeek);
    }

    /// <summary>False, and what is wrong with which member, for what is no schedule.</summary>
    public static bool TryParse(IEnumerable<string> days, string? from, string? until, string? timeZone, [NotNullWhen(true)] out CallSchedule? schedule, out string problem)
    {
        schedule = null;
        problem = "";
        var parsedDays = new HashSet<DayOfWeek>();
        foreach (var text in days)
        {
            if (!TryParseDay(text, out var day))
                problem = $"Days holds '{text}', which is no day of the week such as Monday.";
            parsedDays.Add(day);
        }
        var start = TimeOnly.MinValue;
        if (from is not null && !TryParseTime(from, out start))
            problem = $"From is '{from}', which is no time of day such as 09:00.";
        TimeOnly end = default;
        if (until is not null && !TryParseTime(until, out end))
            problem = $"Until is '{until}', which is no time of day such as 17:30.";
        var zone = TimeZoneInfo.Utc;
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out zone))
            problem = $"TimeZone is '{timeZone}', which is no time zone such as Europe/Berlin.";
        if (problem.Length > 0)
            return false;
        schedule = new CallSchedule(zone!, parsedDays.Count == 0 ? [.. EveryDay] : parsedDays, start, until is null ? null : end);
        return true;
    }

    // By name alone: Enum.TryParse takes "Monday,Tuesday" for the sum of the two, which is Wednesday.
    private static bool TryParseDay(string text, out DayOfWeek day)
    {
        var index = Array.FindIndex(EveryDay, known => string.Equals($"{known}", text?.Trim(), StringComparison.OrdinalIgnoreCase));
        day = index < 0 ? default : EveryDay[index];
        return index >= 0;
    }

    private static bool TryParseTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
