using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(HttpExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class HttpExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) =>
        applicationBuilder.Services
            .AddSingleton<HttpTriggerListener>()
            .AddSingleton<ITriggerListener>(services => services.GetRequiredService<HttpTriggerListener>());
}
