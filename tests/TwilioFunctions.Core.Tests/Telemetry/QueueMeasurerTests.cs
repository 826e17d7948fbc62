using System.Globalization;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>What is told of the queues each minute.</summary>
[Collection(TelemetryTests.Name)]
public sealed class QueueMeasurerTests(StorageFixture storage) : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow.AddHours(1));
    private readonly List<string> log = [];

    public Task InitializeAsync() => Task.WhenAll(
        QueueNames.All.SelectMany(queue => (string[])[queue, queue + QueueNames.PoisonSuffix]).Select(queue => storage.Queues.GetQueueClient(queue).DeleteIfExistsAsync()));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task QueueThatHoldsMessages_IsLoggedWithTheAgeOfTheFirst()
    {
        using var listener = new Listener();
        var queue = await QueueAsync(QueueNames.CallEvents + QueueNames.PoisonSuffix);
        await queue.SendMessageAsync("first");
        await queue.SendMessageAsync("second");
        var age = time.GetUtcNow() - (await queue.PeekMessageAsync()).Value.InsertedOn!.Value;

        await MeasureAsync();

        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"Queue call-events-poison holds 2 messages, the oldest for {(long)age.TotalSeconds} s")], log);
        Assert.Contains("twilio.queue.messages queue=call-events-poison: 2", listener.Lines);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"twilio.queue.oldest_age queue=call-events-poison: {age.TotalSeconds}"), listener.Lines);
    }

    [Fact]
    public async Task QueueThatIsEmptyOrMissing_IsMeasuredAndNotLogged()
    {
        using var listener = new Listener();
        await QueueAsync(QueueNames.CallEvents);

        await MeasureAsync();

        Assert.Empty(log);
        Assert.Equal(
            QueueNames.All.SelectMany(queue => (string[])[$"twilio.queue.messages queue={queue}: 0", $"twilio.queue.messages queue={queue}-poison: 0"]).Order(StringComparer.Ordinal),
            listener.Lines.Where(line => line.StartsWith("twilio.queue.messages", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MessageThatIsWorkedOn_IsCountedWithoutAnAge()
    {
        var queue = await QueueAsync(QueueNames.CallEvents);
        await queue.SendMessageAsync("leased");
        await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(10));

        await MeasureAsync();

        Assert.Equal(["Queue call-events holds 1 messages, the oldest for 0 s"], log);
    }

    [Fact]
    public async Task MessageFromAClockAhead_IsNotOlderThanNothing()
    {
        var queue = await QueueAsync(QueueNames.CallEvents);
        await queue.SendMessageAsync("early");
        time.AdjustTime(time.GetUtcNow().AddHours(-2));

        await MeasureAsync();

        Assert.Equal(["Queue call-events holds 1 messages, the oldest for 0 s"], log);
    }

    [Fact]
    public async Task StorageThatRefuses_FailsTheRun()
    {
        var stranger = new QueueServiceClient(storage.ConnectionString.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal));

        await Assert.ThrowsAsync<RequestFailedException>(() => MeasureAsync(stranger));
    }

    private async Task<QueueClient> QueueAsync(string name)
    {
        var queue = storage.Queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    private async Task MeasureAsync(QueueServiceClient? queues = null)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(new LinesProvider(log)));
        await new QueueMeasurer(queues ?? storage.Queues, time, loggers.CreateLogger<QueueMeasurer>()).MeasureAsync(CancellationToken.None);
    }

    private sealed class LinesProvider(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
