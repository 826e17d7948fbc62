namespace TwilioFunctions.Core.Deadlines;

/// <summary>A cancellation token that is canceled after a timeout, or with the caller's own token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource linked;
    private readonly CancellationToken caller;

    private Deadline(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        caller = cancellationToken;
        timer = new CancellationTokenSource(timeout, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
    }

    public CancellationToken Token => linked.Token;

    /// <summary>Whether the timeout has passed.</summary>
    public bool HasPassed => timer.IsCancellationRequested;

    /// <summary>Whether the timeout has passed, and the caller has not canceled.</summary>
    public bool HasPassedAlone => HasPassed && !caller.IsCancellationRequested;

    public static Deadline After(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) => new(timeout, time, cancellationToken);

    public void Dispose()
    {
        linked.Dispose();
        timer.Dispose();
    }
}
