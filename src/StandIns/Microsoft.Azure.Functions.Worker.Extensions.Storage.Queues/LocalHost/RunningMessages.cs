namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>How many messages are being worked on, for one who waits until there are few enough.</summary>
internal sealed class RunningMessages
{
    private readonly Lock gate = new();
    private TaskCompletionSource fewEnough = new();
    private int limit = -1;

    public int Count { get; private set; }

    public void Add()
    {
        lock (gate)
            Count++;
    }

    public void Remove()
    {
        lock (gate)
        {
            Count--;
            if (Count <= limit)
                fewEnough.TrySetResult();
        }
    }

    public Task AtMostAsync(int count)
    {
        lock (gate)
        {
            if (Count <= count)
                return Task.CompletedTask;
            limit = count;
            fewEnough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return fewEnough.Task;
        }
    }
}
