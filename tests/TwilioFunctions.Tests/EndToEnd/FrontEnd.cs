using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// The instances of the app as Azure moves them when a setting changes: new ones start beside the old, requests go to all that are
/// up in turn, and an old one gets no more, finishes what it has and is stopped.
/// </summary>
internal sealed class FrontEnd(string connectionString, string publicOrigin) : IAsyncDisposable
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly Lock gate = new();
    private readonly List<Instance> instances = [];
    private int requests;

    /// <summary>Starts an instance with these settings; it gets requests once it is healthy.</summary>
    public async Task<Instance> AddAsync(Dictionary<string, string> settings)
    {
        var instance = new Instance(await AppProcess.StartAsync(connectionString, new Dictionary<string, string>(settings) { ["Twilio__PublicBaseUrl"] = publicOrigin }));
        lock (gate)
            instances.Add(instance);
        return instance;
    }

    /// <summary>Takes an instance away: SIGTERM, when the last request that it got is answered.</summary>
    public async Task RemoveAsync(Instance instance)
    {
        lock (gate)
        {
            instances.Remove(instance);
            if (instance.Requests == 0)
                instance.Drained.SetResult();
        }

        await instance.Drained.Task;
        await instance.App.StopAsync();
        await instance.App.DisposeAsync();
    }

    /// <summary>Sends a request to the instance whose turn it is.</summary>
    /// <param name="make">Makes it for the instance's origin.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<string, Task<HttpRequestMessage>> make)
    {
        var instance = Next();
        try
        {
            using var request = await make(new Uri(instance.App.BaseUrl).GetLeftPart(UriPartial.Authority));
            return await client.SendAsync(request);
        }
        finally
        {
            Answered(instance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in instances)
            await instance.App.DisposeAsync();
        client.Dispose();
    }

    private Instance Next()
    {
        lock (gate)
        {
            var instance = instances[requests++ % instances.Count];
            instance.Requests++;
            return instance;
        }
    }

    private void Answered(Instance instance)
    {
        lock (gate)
        {
            if (--instance.Requests == 0 && !instances.Contains(instance))
                instance.Drained.SetResult();
        }
    }

    /// <summary>A process of the app.</summary>
    public sealed class Instance(AppProcess app)
    {
        public AppProcess App => app;

        /// <summary>How many it has not answered yet.</summary>
        internal int Requests { get; set; }

        internal TaskCompletionSource Drained { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
