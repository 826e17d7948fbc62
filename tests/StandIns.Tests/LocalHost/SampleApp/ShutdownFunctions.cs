using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;

namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>Functions that run until the host has been told to stop.</summary>
public sealed class ShutdownFunctions(IHostApplicationLifetime lifetime)
{
    public const string Queue = "local-host-shutdown";

    [Function("RequestUntilShutdown")]
    public async Task<string> RequestAsync([HttpTrigger("get")] HttpRequestData request)
    {
        await ShutdownAsync();
        return $"{request.Method} finished";
    }

    [Function("MessageUntilShutdown")]
    public Task MessageAsync([QueueTrigger(Queue)] string message) => message.Length > 0 ? ShutdownAsync() : Task.CompletedTask;

    private async Task ShutdownAsync()
    {
        var stopping = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }
}
