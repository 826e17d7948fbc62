using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>
/// Creates the storage clients of the WebJobs SDK. They report an outage once, they outlive it, and they hold messages for as long as
/// <c>extensions.queues.leaseDuration</c> says.
/// </summary>
internal sealed partial class StorageClients(FunctionApp app, ILoggerFactory loggers) : AzureComponentFactory
{
    private readonly Lazy<AzureComponentFactory> inner = new(CreateInner);
    private readonly OutageLog outages = new(loggers.CreateLogger("Host.Storage"));
    private readonly TimeSpan? lease = app.Duration("extensions.queues.leaseDuration", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

    public override TokenCredential CreateTokenCredential(IConfiguration configuration) => inner.Value.CreateTokenCredential(configuration);

    public override object CreateClientOptions(Type optionsType, object serviceVersion, IConfiguration configuration)
    {
        var options = (ClientOptions)inner.Value.CreateClientOptions(optionsType, serviceVersion, configuration);
        // Twelve seconds between the last two tries are too long for a storage emulator that was started again, and for a stop.
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.AddPolicy(new OutagePolicy(), HttpPipelinePosition.PerCall);
        options.AddPolicy(outages, HttpPipelinePosition.PerRetry);
        if (options is QueueClientOptions && lease is { } duration)
            options.AddPolicy(new LeasePolicy((int)duration.TotalSeconds), HttpPipelinePosition.PerCall);
        return options;
    }

    public override object CreateClient(Type clientType, IConfiguration configuration, TokenCredential credential, object clientOptions) =>
        inner.Value.CreateClient(clientType, configuration, credential, clientOptions);

    private static AzureComponentFactory CreateInner()
    {
        var services = new ServiceCollection();
        services.AddAzureClientsCore();
        return services.BuildServiceProvider().GetRequiredService<AzureComponentFactory>();
    }

    private static bool IsOutage(HttpMessage message, Exception ex) => !message.CancellationToken.IsCancellationRequested
        && (ex is RequestFailedException { Status: 0 } or AggregateException or IOException or OperationCanceledException);

    /// <summary>Logs the first request that doesn't reach an account and the first that does again.</summary>
    private sealed partial class OutageLog(ILogger logger) : HttpPipelinePolicy
    {
        private readonly ConcurrentDictionary<string, bool> lost = new();

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                ProcessNext(message, pipeline);
                OnReached(message);
            }
            catch (Exception ex) when (IsOutage(message, ex))
            {
                OnLost(message, ex);
                throw;
            }
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                await ProcessNextAsync(message, pipeline);
                OnReached(message);
            }
            catch (Exception ex) when (IsOutage(message, ex))
            {
                OnLost(message, ex);
                throw;
            }
        }

        private void OnReached(HttpMessage message)
        {
            if (lost.IsEmpty)
                return;
            var address = AddressOf(message);
            if (lost.TryRemove(address, out _))
                LogBack(address);
        }

        private void OnLost(HttpMessage message, Exception ex)
        {
            var (address, reason) = (AddressOf(message), ConsoleLog.Describe(ex));
            if (lost.TryAdd(address, true))
                LogLost(address, reason);
        }

        private static string AddressOf(HttpMessage message)
        {
            var uri = message.Request.Uri;
            return $"{uri.Scheme}://{uri.Host}:{uri.Port}";
        }

        [LoggerMessage(Level = LogLevel.Warning, Message = "Storage at {Address} can't be reached, and queue and timer functions wait for it ({Reason}).")]
        private partial void LogLost(string address, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Storage at {Address} can be reached again.")]
        private partial void LogBack(string address);
    }

    /// <summary>Makes an outage look like a busy server to the SDK, which backs off then. After other faults it ends the process.</summary>
    private sealed class OutagePolicy : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                ProcessNext(message, pipeline);
            }
            catch (Exception ex) when (IsOutage(message, ex))
            {
                throw new StorageOutageException(ex);
            }
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                await ProcessNextAsync(message, pipeline);
            }
            catch (Exception ex) when (IsOutage(message, ex))
            {
                throw new StorageOutageException(ex);
            }
        }
    }

    /// <summary>
    /// Shortens the ten minutes for which a message that an instance holds stays invisible. They are a constant of the SDK, and a test that
    /// kills instances can't wait for them.
    /// </summary>
    private sealed class LeasePolicy(int seconds) : HttpPipelineSynchronousPolicy
    {
        private const string TenMinutes = "visibilitytimeout=600";

        public override void OnSendingRequest(HttpMessage message)
        {
            var query = message.Request.Uri.Query;
            if (query?.Contains(TenMinutes, StringComparison.Ordinal) == true)
                message.Request.Uri.Query = query.Replace(TenMinutes, $"visibilitytimeout={seconds}", StringComparison.Ordinal);
        }
    }
}

/// <summary>Thrown when storage can't be reached. The status is that of a busy server.</summary>
internal sealed class StorageOutageException(Exception cause) : RequestFailedException(503, cause.GetBaseException().Message, cause)
{
    /// <summary>Whether an exception is one, or was caused by one.</summary>
    public static bool IsIn(Exception? ex) => ex switch
    {
        null => false,
        StorageOutageException => true,
        AggregateException many => many.InnerExceptions.Any(IsIn),
        _ => IsIn(ex.InnerException),
    };
}
