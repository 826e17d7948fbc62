namespace StandIns.Tests.LocalHost;

/// <summary>For what another process or a service decides, and nothing can be awaited for.</summary>
internal static class Eventually
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (!await condition())
            await Task.Delay(50, timeout.Token);
    }
}
