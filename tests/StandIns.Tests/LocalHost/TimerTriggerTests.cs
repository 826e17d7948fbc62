using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

public sealed class TimerTriggerTests
{
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task CronExpression_RunsWhenItIsDueInUtc()
    {
        await using var host = await StartAsync(typeof(HourlyFunctions));

        time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(host.Journal.IsEmpty);
        var first = await NextAsync<TimerInfo>(host);
        time.Advance(TimeSpan.FromMinutes(59));
        var second = await NextAsync<TimerInfo>(host);

        Assert.False(first.IsPastDue);
        Assert.Equal(default, first.ScheduleStatus!.Last);
        Assert.Equal(At(12, 7), first.ScheduleStatus.Next);
        Assert.InRange(second.ScheduleStatus!.Last, At(12, 7), second.ScheduleStatus.Next);
        Assert.Equal(second.ScheduleStatus.Last, second.ScheduleStatus.LastUpdated);
        Assert.Equal((7, 0), (second.ScheduleStatus.Next.Minute, second.ScheduleStatus.Next.Second));
        Assert.Equal(DateTimeKind.Utc, second.ScheduleStatus.Next.Kind);
        Assert.Contains(host.Log.Lines, line => line.Message == "AtSevenPast: timerTrigger 0 7 * * * *");
        Assert.Contains(host.Log.Lines, line => line.Message.Contains("Reason='Timer fired at 2026-11-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunOnStartup_RunsAtOnceAndThenAsTheScheduleSays()
    {
        await using var host = await StartAsync(typeof(StartupTimerFunctions));

        using var json = JsonDocument.Parse(await host.Journal.NextAsync<string>());
        var firedAt = await host.Journal.NextAsync<string>();
        await NextAsync<string>(host, TimeSpan.FromDays(1));
        var firedNext = await host.Journal.NextAsync<string>();

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("ScheduleStatus").ValueKind);
        Assert.False(json.RootElement.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal("2026-11-21T12:00:00.0000000+00:00", firedAt);
        Assert.InRange(DateTimeOffset.Parse(firedNext, CultureInfo.InvariantCulture), DateTimeOffset.Parse(firedAt, CultureInfo.InvariantCulture).AddDays(1), time.GetUtcNow());
    }

    [Fact]
    public async Task ScheduleOfASetting_IsKeptByTheSystemsClockAndOutlivesFailures()
    {
        await using var host = await StartAsync(typeof(SecondlyFunctions), "* * * * * *", _ => { });

        var first = await host.Journal.NextAsync<TimerInfo>();
        await host.Journal.NextAsync<TimerInfo>();

        Assert.Null(first.ScheduleStatus);
        Assert.Contains(host.Log.Lines, line => line is { Level: LogLevel.Error, Category: "Function.Tick", Error: InvalidOperationException });
        Assert.Contains(host.Log.Lines, line => line.Message == "Tick: timerTrigger * * * * * *");
    }

    [Theory]
    [InlineData(null, "names the setting Tick:Schedule")]
    [InlineData("each second", "'each second'")]
    [InlineData("-00:00:01", "'-00:00:01'")]
    [InlineData("0 61 * * * *", "'0 61 * * * *'")]
    public async Task ScheduleThatIsNone_StopsTheHostWithASentence(string? schedule, string sentence)
    {
        var exitCode = Environment.ExitCode;
        try
        {
            await using var host = await StartAsync(typeof(SecondlyFunctions), schedule);

            var line = Assert.Single(host.Log.Lines, line => line.Level == LogLevel.Critical);
            Assert.Contains(sentence, line.Message, StringComparison.Ordinal);
            Assert.Contains("Tick", line.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.ExitCode = exitCode;
        }
    }

    [Fact]
    public async Task RunThatTakesLongerThanTheInterval_IsNotJoinedByAnother()
    {
        await using var host = await StartAsync(typeof(TimerGateFunctions));
        var gate = host.Services.GetRequiredService<Gate>();

        await NextAsync<string>(host, TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromMinutes(1));
        gate.Open(2);
        await host.Journal.NextAsync<string>();

        Assert.Equal(1, gate.Most);
    }

    [Fact]
    public async Task Stop_CancelsWhatRunsAndWaitsForIt()
    {
        await using var host = await StartAsync(typeof(TimerGateFunctions));
        Assert.Equal("in time", await NextAsync<string>(host, TimeSpan.FromSeconds(1)));

        await host.StopAsync();

        Assert.Contains(host.Log.Lines, line => line is { Category: "Function.PassGateEachSecond", Error: OperationCanceledException });
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(host.Journal.IsEmpty);
    }

    private static DateTime At(int hour, int minute) => new(2026, 11, 21, hour, minute, 0, DateTimeKind.Utc);

    /// <summary>The host sets its timer on a thread of its own, before or after the clock is moved: so the clock goes on until it was due.</summary>
    private async Task<T> NextAsync<T>(RunningHost host, TimeSpan? step = null)
    {
        await Eventually.IsTrueAsync(() =>
        {
            if (host.Journal.IsEmpty)
                time.Advance(step ?? TimeSpan.FromMinutes(1));
            return Task.FromResult(!host.Journal.IsEmpty);
        });
        return await host.Journal.NextAsync<T>();
    }

    private Task<RunningHost> StartAsync(Type functions, string? schedule = null, Action<FunctionsApplicationBuilder>? configure = null) =>
        RunningHost.StartAsync(
            [functions],
            settings: new Dictionary<string, string?> { ["Tick:Schedule"] = schedule },
            configure: configure ?? (builder => builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<Gate>()));
}
