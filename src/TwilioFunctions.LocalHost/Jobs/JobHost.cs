using System.Runtime.ExceptionServices;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.LocalHost.Worker;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>Runs queue and timer functions with the WebJobs SDK, as the host in Azure does.</summary>
internal sealed class JobHost : IWebJobsExceptionHandler, IWebJobsExceptionHandlerFactory
{
    private readonly FunctionApp app;
    private readonly Dictionary<string, FunctionDescription> functions;
    private readonly FunctionWorker worker;
    private readonly ILoggerFactory loggers;
    private readonly StorageClients storage;
    private readonly TaskCompletionSource<LocalHostException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<IHost?> starting = Task.FromResult<IHost?>(null);

    /// <exception cref="LocalHostException">A setting of the functions is missing or invalid.</exception>
    public JobHost(FunctionApp app, IEnumerable<FunctionDescription> functions, FunctionWorker worker, ILoggerFactory loggers)
    {
        this.app = app;
        this.functions = functions.Where(function => function.Trigger is not HttpTrigger).ToDictionary(function => function.Name);
        this.worker = worker;
        this.loggers = loggers;
        storage = new StorageClients(app, loggers);
        if (this.functions.Count > 0)
            JobSettings.Check(app, this.functions.Values);
    }

    /// <summary>Completes with the reason when the functions can't run any more.</summary>
    public Task<LocalHostException> Failed => failed.Task;

    /// <summary>Starts in the background: HTTP functions don't wait for storage.</summary>
    public void Start()
    {
        if (functions.Count > 0)
            starting = Task.Run(StartAsync);
    }

    /// <summary>Takes no more messages, waits for the functions that run, and releases the leases of timers.</summary>
    public async Task StopAsync()
    {
        if (await starting is not { } host)
            return;
        // Without drain mode the SDK cancels the functions that run.
        await host.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(CancellationToken.None);
        await host.StopAsync();
        host.Dispose();
    }

    IWebJobsExceptionHandler IWebJobsExceptionHandlerFactory.Create(IHost jobHost) => this;

    Task IWebJobsExceptionHandler.OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod) => Task.CompletedTask;

    /// <summary>A poll, a lease or a message failed, and the SDK has given it up. Its own handler ends the process with the exception.</summary>
    Task IWebJobsExceptionHandler.OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
    {
        // A message that wasn't deleted because of an outage comes again.
        if (!StorageOutageException.IsIn(exceptionInfo.SourceException))
            Fail(exceptionInfo.SourceException);
        return Task.CompletedTask;
    }

    private async Task<IHost?> StartAsync()
    {
        try
        {
            var host = Build();
            await host.StartAsync();
            return host;
        }
        catch (Exception ex)
        {
            Fail(ex);
            return null;
        }
    }

    private void Fail(Exception ex) =>
        failed.TrySetResult(new LocalHostException($"The queue and timer functions can't run: {ConsoleLog.Describe(ex)}", ex));

    private IHost Build() => new HostBuilder()
        .UseEnvironment(app.Settings["AZURE_FUNCTIONS_ENVIRONMENT"])
        .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(app.Configuration))
        .ConfigureWebJobs(jobs =>
        {
            jobs.AddAzureStorageCoreServices();
            jobs.AddAzureStorageQueues();
            jobs.AddTimers();
            jobs.AddExecutionContextBinding();
        })
        .ConfigureServices(services =>
        {
            services.AddSingleton<IHostLifetime, NoLifetime>();
            services.Replace(ServiceDescriptor.Singleton(loggers));
            // Five lines a request, and eleven for a queue that doesn't exist.
            services.Replace(ServiceDescriptor.Singleton(new AzureEventSourceLogForwarder(NullLoggerFactory.Instance)));
            services.Replace(ServiceDescriptor.Singleton<AzureComponentFactory>(storage));
            services.AddSingleton<ITypeLocator>(new SingleType(JobFunctions.Create(functions.Values)));
            services.AddSingleton<JobRunner>(RunAsync);
            services.Replace(ServiceDescriptor.Singleton<IHostIdProvider>(new HostId(app)));
            services.Replace(ServiceDescriptor.Singleton<ScheduleMonitor, BlobScheduleMonitor>());
            services.Replace(ServiceDescriptor.Singleton<IWebJobsExceptionHandlerFactory>(this));
            // A listener that can't start is tried again, as in Azure.
            services.Configure<JobHostOptions>(jobs => jobs.AllowPartialHostStartup = true);
            // A host that was killed holds its timers for 15 s. The next one shall not wait for a minute, which is the default.
            services.Configure<SingletonOptions>(singleton => singleton.ListenerLockRecoveryPollingInterval = TimeSpan.FromSeconds(15));
            services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        })
        .Build();

    private Task RunAsync(object input, Binder binder, ExecutionContext context, CancellationToken cancellationToken)
    {
        var function = functions[context.FunctionName];
        var request = JobMessage.Create($"{context.InvocationId}", function.Trigger.Parameter, input, binder.BindingData);
        return worker.InvokeAsync(function, request, cancellationToken);
    }

    private sealed class SingleType(Type type) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [type];
    }

    /// <summary>The instances of an app share this name: with it they hold the lease of a timer and store its last run.</summary>
    private sealed class HostId(FunctionApp app) : IHostIdProvider
    {
        // At most 32 lower-case letters, digits and dashes:
        // https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
        private readonly string id = app.Settings.GetValueOrDefault("AzureFunctionsWebHost__hostid")
            ?? Create(Path.GetFileNameWithoutExtension(app.WorkerAssembly));

        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);

        private static string Create(string assembly)
        {
            var id = string.Concat(assembly.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim('-');
            return id.Length > 32 ? id[..32].TrimEnd('-') : id;
        }
    }
}
