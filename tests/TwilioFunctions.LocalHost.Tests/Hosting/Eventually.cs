namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>Waits for something that another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">It didn't happen within a minute.</exception>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string>? describe = null)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException($"It didn't happen within {Patience}. {describe?.Invoke()}");
            await Task.Delay(50);
        }
    }

    public static Task IsTrueAsync(Func<bool> condition, Func<string>? describe = null) => IsTrueAsync(() => Task.FromResult(condition()), describe);
}
