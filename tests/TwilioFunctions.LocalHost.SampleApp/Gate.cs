using System.Collections.Concurrent;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Holds functions back until a test opens the gate of their name.</summary>
public sealed class Gate
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    public Task PassAsync(string name, CancellationToken cancellationToken) => Of(name).WaitAsync(cancellationToken);

    public void Open(string name, int count) => Of(name).Release(count);

    private SemaphoreSlim Of(string name) => gates.GetOrAdd(name, _ => new SemaphoreSlim(0));
}
