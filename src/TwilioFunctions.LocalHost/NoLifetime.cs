using Microsoft.Extensions.Hosting;

namespace TwilioFunctions.LocalHost;

/// <summary>For the hosts inside this one: signals are handled once, in <see cref="Program"/>.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
