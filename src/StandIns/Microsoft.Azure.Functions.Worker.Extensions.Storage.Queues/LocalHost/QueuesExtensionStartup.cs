using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(QueuesExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class QueuesExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) =>
        applicationBuilder.Services
            .AddSingleton<QueueClientFactory>()
            .AddSingleton<ITriggerListener, QueueTriggerListener>();
}
