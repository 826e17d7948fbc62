using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>Runs queue and timer functions with the WebJobs SDK, which is what the host in Azure runs them with.</summary>
internal sealed class JobHost : IAsyncDisposable
{
    private readonly IHost host;

    public JobHost(FunctionApp app, IReadOnlyList<FunctionDescription> functions, Invoker invoker, ILoggerFactory loggers)
    {
        var type = JobFunctions.Create(functions);
        host = new HostBuilder()
            .UseEnvironment(app.Settings["AZURE_FUNCTIONS_ENVIRONMENT"])
            .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(app.Configuration))
            .ConfigureWebJobs(jobs =>
            {
                jobs.AddAzureStorageCoreServices();
                jobs.AddAzureStorageQueues();
                jobs.AddTimers();
            })
            .ConfigureServices(services =>
            {
                services.AddSingleton<IHostLifetime, NoLifetime>();
                services.Replace(ServiceDescriptor.Singleton(loggers));
                services.AddSingleton<ITypeLocator>(new SingleType(type));
                services.AddSingleton<IJobActivator>(new Activator(type, new JobInvoker(functions, invoker)));
                services.Replace(ServiceDescriptor.Singleton<IHostIdProvider>(new HostId(app)));
                services.Replace(ServiceDescriptor.Singleton<ScheduleMonitor, BlobScheduleMonitor>());
                // A listener that can't start is tried again, as in Azure.
                services.Configure<JobHostOptions>(jobs => jobs.AllowPartialHostStartup = true);
                services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
                if (QueueLease.Read(app) is { } lease)
                    Decorate<AzureComponentFactory>(services, inner => new LeasedQueues(inner, lease));
            })
            .Build();
    }

    public Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

    /// <summary>Takes no more messages and waits for the functions that run; when <paramref name="cancellationToken"/> is cancelled, they are.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Without drain mode the SDK cancels the functions that run.
        await host.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => decorate((T)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)))));
    }

    private sealed class SingleType(Type type) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [type];
    }

    private sealed class Activator(Type type, JobInvoker invoker) : IJobActivator
    {
        private readonly object instance = System.Activator.CreateInstance(type, invoker)!;

        public T CreateInstance<T>() => (T)instance;
    }

    /// <summary>What the instances of an app have in common: under this name they hold the lease of a timer and store when it ran.</summary>
    private sealed class HostId(FunctionApp app) : IHostIdProvider
    {
        // At most 32 lower-case letters, digits and dashes: https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
        private readonly string id = app.Settings.GetValueOrDefault("AzureFunctionsWebHost__hostid") ?? Create(Path.GetFileNameWithoutExtension(app.WorkerAssembly));

        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);

        private static string Create(string assembly)
        {
            var id = string.Concat(assembly.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim('-');
            return id.Length > 32 ? id[..32].TrimEnd('-') : id;
        }
    }
}
