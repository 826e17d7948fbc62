using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>A dispatcher of which a test sees everything that it does.</summary>
internal sealed class DispatchScene
{
    public const string Identity = "bob";

    private readonly List<ClientBinding> bound = [];
    private readonly Dictionary<string, Func<Delivery, CancellationToken, Task<DeliveryResult>>> answers = [];
    private readonly Mock<QueueClient> queue = new();

    public DispatchScene()
    {
        Claims = new InMemoryClaims(Time);
        Record = Attempts;
        Bindings.Setup(bindings => bindings.FindAsync(Notifications.AccountSid, Identity, It.IsAny<CancellationToken>())).ReturnsAsync(() => [.. bound]);
        Bindings.Setup(bindings => bindings.FindAsync(Notifications.AccountSid, Identity, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, string _, string id, CancellationToken _) => bound.Find(binding => binding.BindingId == id));
        Bindings.Setup(bindings => bindings.DeleteUnlessRenewedAsync(It.IsAny<ClientBinding>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        Channel.Setup(channel => channel.Name).Returns(ChannelNames.Webhook);
        Channel.Setup(channel => channel.SendAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>())).Returns((Delivery delivery, CancellationToken cancellationToken) =>
        {
            Sent.Enqueue(delivery);
            return answers[delivery.Binding.BindingId](delivery, cancellationToken);
        });
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<TimeSpan?>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .Returns((string message, TimeSpan? delay, TimeSpan? _, CancellationToken _) =>
            {
                Queueing?.Invoke();
                Queued.Enqueue((message, delay!.Value));
                return Task.FromResult<Azure.Response<Azure.Storage.Queues.Models.SendReceipt>>(null!);
            });
        Message = new Envelope
        {
            Id = Notifications.MessageId,
            Kind = EnvelopeKinds.CallNotification,
            Type = CallNotificationBody.MessageType,
            AccountSid = Notifications.AccountSid,
            CallSid = Notifications.CallSid,
            ReceivedAt = Time.GetUtcNow(),
            Payload = Notifications.Json(Identity),
        };
    }

    public FakeTimeProvider Time { get; } = new();

    public CallNotificationOptions Options { get; } = new();

    public Mock<ICalleeBindings> Bindings { get; } = new();

    public Mock<INotificationChannel> Channel { get; } = new();

    public InMemoryAttempts Attempts { get; } = new();

    /// <summary>What the dispatcher takes for the call's record; <see cref="Attempts"/> if a test does not set it.</summary>
    public IDeliveryAttempts Record { get; set; }

    public INotificationClaims Claims { get; set; }

    public Mock<ICallList> CallList { get; } = new();

    /// <summary>The message that a dispatch is for.</summary>
    public Envelope Message { get; set; }

    /// <summary>What the channel was asked to send.</summary>
    public ConcurrentQueue<Delivery> Sent { get; } = new();

    public IEnumerable<string> Rung => Sent.Select(delivery => delivery.Binding.BindingId).Order(StringComparer.Ordinal);

    /// <summary>The messages of retries, and of copies that come again.</summary>
    public ConcurrentQueue<(string Message, TimeSpan Delay)> Queued { get; } = new();

    /// <summary>Runs before a message is queued; what it throws, the queue has thrown.</summary>
    public Action? Queueing { get; set; }

    public List<(LogLevel Level, string Line)> Log { get; } = [];

    public ClientBinding Bind(string bindingId, Func<Delivery, CancellationToken, Task<DeliveryResult>> answer, ChannelAddress? address = null)
    {
        var binding = new ClientBinding
        {
            AccountSid = Notifications.AccountSid,
            Identity = Identity,
            BindingId = bindingId,
            Address = address ?? new WebhookAddress($"https://device.example/{bindingId}", "whsec_a-secret", null),
            UpdatedAt = Time.GetUtcNow(),
        };
        bound.Add(binding);
        answers[bindingId] = answer;
        return binding;
    }

    public ClientBinding Bind(string bindingId, DeliveryResult result, ChannelAddress? address = null) => Bind(bindingId, (_, _) => Task.FromResult(result), address);

    public void Unbind(string bindingId) => bound.RemoveAll(binding => binding.BindingId == bindingId);

    /// <summary>Another dispatch has been at the notification, recorded some attempts, and given its claim back.</summary>
    public async Task DispatchedBeforeAsync(params DeliveryAttempt[] made)
    {
        var claim = new NotificationClaim(Notifications.CallSid, Notifications.MessageId, "another");
        await Claims.TryClaimAsync(claim, CancellationToken.None);
        await Attempts.PutAsync(Notifications.CallSid, made, CancellationToken.None);
        await Claims.ReleaseAsync(claim, CancellationToken.None);
    }

    /// <summary>Nothing but the time-out ends it.</summary>
    public ClientBinding BindHanging(string bindingId, Action? asked = null) => Bind(bindingId, async (_, cancellationToken) =>
    {
        asked?.Invoke();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("It never comes here.");
    });

    public Task DispatchAsync(CancellationToken cancellationToken = default) => DispatchAsync(Message, cancellationToken);

    public Task DispatchAsync(Envelope message, CancellationToken cancellationToken = default)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var queues = new Mock<QueueServiceClient>();
        queues.Setup(service => service.GetQueueClient(QueueNames.CallNotifications)).Returns(queue.Object);
        var noTables = new Mock<TableServiceClient>().Object;
        var parkedPayloads = new ParkedPayloadStore(noTables, new RetentionIndex(noTables, Time));
        var messages = new MessageSender(queues.Object, parkedPayloads);
        var executor = new DeliveryExecutor(
            new NotificationChannels([Channel.Object]), Bindings.Object, messages, new DeliveryAttemptRecorder(Record, LoggerOf<DeliveryAttemptRecorder>()),
            options, Time, LoggerOf<DeliveryExecutor>());
        return new CallNotificationDispatcher(
            new MessageReader(parkedPayloads), Bindings.Object, Claims, Record, executor, messages, CallList.Object, options, Time,
            NullLogger<CallNotificationDispatcher>.Instance)
            .DispatchAsync(new QueueMessage(message.Serialize()), cancellationToken);
    }

    private ILogger<T> LoggerOf<T>()
    {
        var logger = new Mock<ILogger<T>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        logger.Setup(log => log.Log(It.IsAny<LogLevel>(), It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call =>
            {
                lock (Log)
                    Log.Add(((LogLevel)call.Arguments[0], call.Arguments[2].ToString()!));
            }));
        return logger.Object;
    }
}
