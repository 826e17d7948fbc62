namespace TwilioFunctions.Core.Retention;

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
