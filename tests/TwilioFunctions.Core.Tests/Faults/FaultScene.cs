using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Faults;

/// <summary>A case of its own: SIDs that nobody else has, the devices that rang, and instances of the app over storage.</summary>
internal sealed class FaultScene(string connectionString)
{
    public const string Identity = "bob";

    // No digit at its beginning: it takes the place of one in SIDs with a number.
    private readonly string suffix = $"f{Guid.NewGuid():n}"[..32];

    public string AccountSid => $"AC{suffix}";

    public string CallSid => $"CA{suffix}";

    public string OtherCallSid => $"CA{new string([.. suffix.Reverse()])}";

    public string MessageId => $"WB{suffix}";

    /// <summary>The time of the app's clock, which stands still within a run.</summary>
    public DateTimeOffset Now { get; set; } = Calls.Callbacks.Noon;

    /// <summary>The attempts that a device took: the binding and the attempt's number for it.</summary>
    public ConcurrentQueue<string> Rung { get; } = new();

    /// <summary>What the device says to its first attempts; delivered from then on.</summary>
    public ConcurrentQueue<DeliveryResult> Results { get; } = new();

    public string Sid(string prefix, int number = 0) => $"{prefix}{number}{suffix[1..]}";

    /// <summary>Starts an instance of the app.</summary>
    public FaultApp Start(FaultPolicy? policy = null) => new(connectionString, policy, this);

    public Task<IReadOnlyList<TableEntity>> RowsAsync(string table, string filter) => RowsAsync(new TableClient(connectionString, table), filter);

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(TableClient table, string filter)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter))
            rows.Add(row);
        return rows;
    }
}

/// <summary>One instance of the app, composed as the app composes it, over storage that a policy may disturb.</summary>
internal sealed class FaultApp : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public FaultApp(string connectionString, FaultPolicy? policy, FaultScene scene)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["Twilio:PublicBaseUrl"] = "https://app.example",
            ["CallNotifications:TimeToLive"] = "00:10:00",
        };
        var collection = new ServiceCollection()
            .AddLogging()
            .AddTwilioFunctionsCore(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        collection.AddSingleton(new TableServiceClient(connectionString, With(new TableClientOptions(), policy)));
        collection.AddSingleton(new QueueServiceClient(connectionString, With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, policy)));
        collection.AddKeyedSingleton("raw", new QueueServiceClient(connectionString, With(new QueueClientOptions(), policy)));
        collection.AddSingleton<TimeProvider>(new StandingClock(scene.Now));
        collection.RemoveAll<INotificationChannel>();
        collection.AddSingleton<INotificationChannel>(new Device(scene));
        services = collection.BuildServiceProvider();
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task RecordAsync(Envelope message) => Get<CallEventProcessor>().ProcessAsync(new QueueMessage(message.Serialize()), CancellationToken.None);

    public Task SummarizeAsync(Envelope message) => Get<CallSummaryProcessor>().ProcessAsync(new QueueMessage(message.Serialize()), CancellationToken.None);

    public Task DispatchAsync(Envelope message) => Get<CallNotificationDispatcher>().DispatchAsync(new QueueMessage(message.Serialize()), CancellationToken.None);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static TOptions With<TOptions>(TOptions options, FaultPolicy? policy) where TOptions : ClientOptions
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return options;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Device(FaultScene scene) : INotificationChannel
    {
        public string Name => ChannelNames.Webhook;

        public string? MissingSetting => null;

        public Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            scene.Rung.Enqueue(delivery.Binding.BindingId);
            return Task.FromResult(scene.Results.TryDequeue(out var result) ? result : DeliveryResult.Delivered("200"));
        }
    }
}
