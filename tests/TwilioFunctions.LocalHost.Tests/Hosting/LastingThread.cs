using System.Collections.Concurrent;
using System.Diagnostics;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>
/// Starts processes on one thread that lives as long as the tests. The signal of a parent's death follows the thread that started a process,
/// so that no host goes on when the tests are killed.
/// </summary>
internal static class LastingThread
{
    private static readonly BlockingCollection<Action> Work = [];

    static LastingThread() => new Thread(() =>
    {
        foreach (var work in Work.GetConsumingEnumerable())
            work();
    })
    {
        IsBackground = true,
    }.Start();

    public static void Start(Process process)
    {
        var started = new TaskCompletionSource<bool>();
        Work.Add(() =>
        {
            try
            {
                started.SetResult(process.Start());
            }
            catch (Exception ex)
            {
                started.SetException(ex);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }
}
