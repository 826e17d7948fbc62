namespace Microsoft.Azure.Functions.Worker.Core;

public abstract class WorkerExtensionStartup
{
    public abstract void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder);
}
