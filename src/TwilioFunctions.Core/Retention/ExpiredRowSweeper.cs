using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Deadlines;

namespace TwilioFunctions.Core.Retention;

/// <summary>
/// Removes the rows that have been kept as long as <see cref="RetentionOptions"/> say. It keeps no place of its own: what is left leads
/// the next sweep, however this one ends. Several at once are harmless.
/// </summary>
internal sealed partial class ExpiredRowSweeper(
    TableServiceClient tables, IOptions<RetentionOptions> options, TimeProvider time, ILogger<ExpiredRowSweeper> logger)
{
    /// <summary>How long one sweep may take: far less than a function may on any plan, and than the hour until the next.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    /// <summary>Sweeps until nothing expired is left, the <see cref="Budget"/> is used up, or <paramref name="cancellationToken"/> ends it.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the next sweep goes on.</exception>
    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        using var end = Deadline.After(Budget, time, cancellationToken);
        var counts = new SweepCounts();
        var isFinished = false;
        try
        {
            await SweepAsync(counts, end.Token);
            isFinished = true;
        }
        catch (OperationCanceledException) when (end.Token.IsCancellationRequested)
        {
            // The next sweep goes on.
        }
        finally
        {
            var report = counts.Report(isFinished);
            LogSwept(
                report.Calls, report.CallRows, report.Events, report.DeadLetters, report.Failures, report.ParkedPayloads,
                isFinished ? "nothing expired is left" : "the next sweep goes on");
        }
        return counts.Report(isFinished);
    }

    /// <summary>The small ones first: a large backlog of calls must not keep them. Dead letters go before the payloads that they refer to.</summary>
    private async Task SweepAsync(SweepCounts counts, CancellationToken cancellationToken)
    {
        var (now, periods) = (time.GetUtcNow(), options.Value);
        if (periods.DeadLetters is { } deadLetters)
            await new DeadLetterSweep(tables).SweepAsync(now - deadLetters, counts, cancellationToken);
        if (periods.ParkedPayloads is { } parkedPayloads)
            await new ParkedPayloadSweep(tables).SweepAsync(DayOf(now - parkedPayloads), counts, cancellationToken);
        if (periods.Events is { } events)
            await new EventSweep(tables).SweepAsync(DayOf(now - events), counts, cancellationToken);
        if (periods.Calls is { } calls)
        {
            var sweep = new CallSweep(tables);
            await sweep.SweepDaysAsync(DayOf(now - calls), counts, cancellationToken);
            await sweep.SweepLeadsAsync(DayOf(now - calls), counts, cancellationToken);
        }
    }

    /// <summary>The first day that has not expired.</summary>
    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    [LoggerMessage(EventId = 7201, Level = LogLevel.Information, Message = "Swept expired rows: {Calls} calls with {CallRows} rows, {Events} events, {DeadLetters} dead letters, {Failures} errors, {ParkedPayloads} parked payloads; {Outcome}")]
    private partial void LogSwept(int calls, int callRows, int events, int deadLetters, int failures, int parkedPayloads, string outcome);
}

/// <summary>What a sweep has removed.</summary>
/// <param name="Calls">Calls, and what else has a partition of table <c>Calls</c>.</param>
/// <param name="CallRows">Their rows.</param>
/// <param name="Events">Events that belong to no call.</param>
/// <param name="DeadLetters">Messages that failed for good.</param>
/// <param name="Failures">Errors of messages that came to no end.</param>
/// <param name="ParkedPayloads">Payloads that did not fit into a message.</param>
/// <param name="IsFinished">Whether nothing expired is left; if not, the next sweep goes on.</param>
internal sealed record SweepReport(int Calls, int CallRows, int Events, int DeadLetters, int Failures, int ParkedPayloads, bool IsFinished);

/// <summary>What a sweep has removed so far, counted from several threads.</summary>
internal sealed class SweepCounts
{
    private int calls;
    private int callRows;
    private int events;
    private int deadLetters;
    private int failures;
    private int parkedPayloads;

    public SweepReport Report(bool isFinished) => new(calls, callRows, events, deadLetters, failures, parkedPayloads, isFinished);

    /// <summary>Nothing for one that was gone already.</summary>
    public void AddCall(int rows)
    {
        if (rows == 0)
            return;
        Interlocked.Increment(ref calls);
        Interlocked.Add(ref callRows, rows);
    }

    public void AddEvents(int count) => Interlocked.Add(ref events, count);

    public void AddDeadLetters(int count) => Interlocked.Add(ref deadLetters, count);

    public void AddFailures(int count) => Interlocked.Add(ref failures, count);

    public void AddParkedPayload() => Interlocked.Increment(ref parkedPayloads);
}
