namespace TwilioFunctions.Tests.Hosting;

/// <summary>Waits for what another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static async Task<T> Async<T>(Func<Task<T?>> ask, TimeSpan? patience = null)
        where T : struct
    {
        using var timer = new CancellationTokenSource(patience ?? Patience);
        while (true)
        {
            if (await ask() is { } answer)
                return answer;
            if (timer.IsCancellationRequested)
                throw new TimeoutException($"No answer within {patience ?? Patience}.");
            await Task.Delay(100);
        }
    }

    /// <summary>Reads until it is complete, or patience is over: the assertions on what was read last then say what is missing.</summary>
    public static async Task<T> CompleteAsync<T>(Func<Task<T>> read, Func<T, bool> isComplete, TimeSpan patience)
    {
        using var timer = new CancellationTokenSource(patience);
        while (true)
        {
            var last = await read();
            if (isComplete(last) || timer.IsCancellationRequested)
                return last;
            await Task.Delay(500);
        }
    }

    /// <summary>Asks until a server answers at all.</summary>
    public static async Task<HttpResponseMessage> AnswerAsync(Func<Task<HttpResponseMessage>> ask)
    {
        using var timer = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (HttpRequestException) when (!timer.IsCancellationRequested)
            {
                await Task.Delay(100);
            }
        }
    }
}
