using System.Threading.Channels;

namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>What the sample's functions saw, for a test to await.</summary>
public sealed class Journal
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Channel<object> entries = Channel.CreateUnbounded<object>();

    public void Write(object entry) => entries.Writer.TryWrite(entry);

    public async Task<T> NextAsync<T>()
    {
        using var timeout = new CancellationTokenSource(patience);
        return (T)await entries.Reader.ReadAsync(timeout.Token);
    }

    public bool IsEmpty => entries.Reader.Count == 0;
}
