using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>An executor whose channel always asks for a retry.</summary>
internal sealed class RetryScene(TimeProvider time)
{
    /// <summary>The message that it queues after an attempt for <paramref name="envelope"/>.</summary>
    public async Task<Envelope> RetryOfAsync(Envelope envelope)
    {
        var queued = new List<string>();
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(Capture.In(queued), It.IsAny<TimeSpan?>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Azure.Response<SendReceipt>)null!);
        var queues = Mock.Of<QueueServiceClient>(service => service.GetQueueClient(QueueNames.CallNotifications) == queue.Object);
        var channel = Mock.Of<INotificationChannel>(channel => channel.Name == ChannelNames.Fcm
            && channel.SendAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()) == Task.FromResult(DeliveryResult.Retry("503", null)));
        var messages = new MessageSender(queues, new ParkedPayloadStore(Mock.Of<TableServiceClient>(), new RetentionIndex(Mock.Of<TableServiceClient>(), time)));
        var executor = new DeliveryExecutor(
            new NotificationChannels([channel]), Mock.Of<ICalleeBindings>(), messages,
            new DeliveryAttemptRecorder(Mock.Of<IDeliveryAttempts>(), NullLogger<DeliveryAttemptRecorder>.Instance),
            Options.Create(new CallNotificationOptions()), time, NullLogger<DeliveryExecutor>.Instance);
        var notification = new CallNotification
        {
            MessageId = Notifications.MessageId,
            AccountSid = Notifications.AccountSid,
            CallSid = Notifications.CallSid,
            Identity = DispatchScene.Identity,
            Json = envelope.Payload!,
        };
        var binding = new ClientBinding { AccountSid = Notifications.AccountSid, Identity = DispatchScene.Identity, BindingId = "a", Address = new FcmAddress("token") };

        var pending = new PendingAttempt(new Delivery(notification, binding, time.GetUtcNow() + TimeSpan.FromSeconds(30)), 1);
        await executor.RunAsync([pending], [], envelope, notification.CallSid, CancellationToken.None);

        return Envelope.TryParse(Assert.Single(queued))!;
    }
}
