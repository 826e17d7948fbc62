using System.Text;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>What becomes of a verified webhook.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CallNotificationReceiverTests(StorageFixture storage)
{
    private readonly FakeTimeProvider time = new();
    private readonly Mock<ICalleeBindings> bindings = new();

    [Fact]
    public async Task BoundIdentity_IsQueuedWithTheBodyAsItWasSent()
    {
        // Spaces, escapes, number formats, unknown and repeated members: nothing of it is ours to tidy up.
        var json = Notifications.Json("b:ö😀\\u00e9\\/").Replace("{", """{ "twi_new":  [1.0e+2,-0,1E400] , "a":1,"a":2,""", StringComparison.Ordinal);
        Bind("b:ö😀é/");

        var outcome = await ReceiveAsync(storage.Sender, json);

        Assert.Equal(CallNotificationOutcome.Queued, outcome);
        var envelope = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallNotifications)))!;
        Assert.Equal(
            new Envelope
            {
                Id = Notifications.MessageId,
                Kind = "twilio.voice.call",
                Type = "twilio.voice.call",
                AccountSid = Notifications.AccountSid,
                CallSid = Notifications.CallSid,
                ReceivedAt = time.GetUtcNow(),
                TraceParent = "00-trace",
                Payload = json,
            },
            envelope);
    }

    [Fact]
    public async Task AccountInOtherLetters_IsTheConfiguredOne()
    {
        Bind("bob");

        var outcome = await ReceiveAsync(storage.Sender, Notifications.Json("bob").Replace(Notifications.AccountSid, Notifications.AccountSid.ToLowerInvariant(), StringComparison.Ordinal));

        Assert.Equal(CallNotificationOutcome.Queued, outcome);
        Assert.Equal(Notifications.AccountSid, Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallNotifications)))!.AccountSid);
    }

    [Fact]
    public async Task IdentityWithoutBinding_IsNotQueued()
    {
        Assert.Equal(CallNotificationOutcome.NoBinding, await ReceiveAsync(storage.Sender, Notifications.Json("bob")));
        Assert.Empty(await storage.DrainAsync(QueueNames.CallNotifications));
    }

    [Fact]
    public async Task MalformedBody_IsMalformed() => Assert.Equal(CallNotificationOutcome.Malformed, await ReceiveAsync(storage.Sender, "{}"));

    [Fact]
    public async Task TooLargeBody_IsOurOwnFault() =>
        Assert.Equal(CallNotificationOutcome.Unavailable, await ReceiveAsync(storage.Sender, new string(' ', MessageSender.MaxPayloadBytes + 1)));

    [Fact]
    public async Task LookupThatFails_IsUnavailable()
    {
        bindings.Setup(callee => callee.AnyAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(500, "away"));

        Assert.Equal(CallNotificationOutcome.Unavailable, await ReceiveAsync(storage.Sender, Notifications.Json("bob")));
    }

    [Fact]
    public async Task QueueThatRefuses_IsUnavailable()
    {
        Bind("bob");
        var refusing = new Mock<QueueServiceClient>();
        refusing.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Throws(new RequestFailedException(503, "busy"));

        Assert.Equal(CallNotificationOutcome.Unavailable, await ReceiveAsync(new MessageSender(refusing.Object, storage.ParkedPayloads), Notifications.Json("bob")));
    }

    [Fact]
    public async Task LookupAndQueue_ShareOneDeadline()
    {
        bindings.Setup(callee => callee.AnyAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            time.Advance(CallNotificationReceiver.Timeout / 2);
            return true;
        });
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(async (string _, CancellationToken cancellationToken) =>
        {
            time.Advance(CallNotificationReceiver.Timeout / 2);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null!;
        });
        var hanging = Mock.Of<QueueServiceClient>(queues => queues.GetQueueClient(It.IsAny<string>()) == queue.Object);

        Assert.Equal(CallNotificationOutcome.Unavailable, await ReceiveAsync(new MessageSender(hanging, storage.ParkedPayloads), Notifications.Json("bob")));
    }

    private void Bind(string identity) =>
        bindings.Setup(callee => callee.AnyAsync(Notifications.AccountSid, identity, It.IsAny<CancellationToken>())).ReturnsAsync(true);

    private Task<CallNotificationOutcome> ReceiveAsync(MessageSender sender, string json)
    {
        var options = new TwilioOptions();
        options.Accounts.Add(new TwilioAccountOptions { AccountSid = Notifications.AccountSid });
        return new CallNotificationReceiver(bindings.Object, sender, Options.Create(options), time, NullLogger<CallNotificationReceiver>.Instance)
            .ReceiveAsync(CallNotificationBody.Parse(Encoding.UTF8.GetBytes(json)), "00-trace", CancellationToken.None);
    }
}
