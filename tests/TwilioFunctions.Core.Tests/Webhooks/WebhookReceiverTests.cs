using System.Text;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Tests.Webhooks;

/// <summary>What becomes of a verified callback of Voice or Proxy.</summary>
[Collection(AzuriteTests.Name)]
public sealed class WebhookReceiverTests(StorageFixture storage)
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Callback_IsQueuedWithItsFormAsItWasSent()
    {
        const string form = "CallSid=CA1&AccountSid=AC1&CallSid=CA2&Odd=%zz&Plus=a+b&Empty=&&Name=%C3%A9";

        var receipt = await ReceiveAsync(form, token: "token-1");

        Assert.Equal(new WebhookReceipt(WebhookOutcome.Queued), receipt);
        Assert.Equal(
            new Envelope
            {
                Id = "token-1",
                Kind = EnvelopeKinds.VoiceStatus,
                Type = EnvelopeKinds.VoiceStatus,
                AccountSid = "AC1",
                CallSid = "CA1",
                ReceivedAt = time.GetUtcNow(),
                TraceParent = "00-trace",
                Payload = form,
            },
            await QueuedAsync());
    }

    [Fact]
    public async Task BytesThatAreNoText_AreKept()
    {
        byte[] form = [.. "CallSid=CA1&Raw="u8, 0xFF, 0x80, 0xC3, .. "&Text=ä😀"u8];

        var receipt = await ReceiveAsync(form);

        Assert.Equal(WebhookOutcome.Queued, receipt.Outcome);
        var payload = (await QueuedAsync()).Payload!;
        Assert.Equal("CallSid=CA1&Raw=%FF%80%C3&Text=%C3%A4%F0%9F%98%80", payload);
        Assert.Equal(FormParameters.Parse(form), FormParameters.Parse(Encoding.UTF8.GetBytes(payload)));
    }

    [Fact]
    public async Task WithoutToken_TheSameCallbackHasTheSameIdAndAnotherOneHasNot()
    {
        await ReceiveAsync("CallSid=CA1&CallStatus=ringing");
        var first = await QueuedAsync();
        await ReceiveAsync("CallSid=CA1&CallStatus=ringing");
        var second = await QueuedAsync();
        await ReceiveAsync("CallSid=CA1&CallStatus=busy");
        var other = await QueuedAsync();

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public async Task TokenThatFitsNoKey_IsNotTheId()
    {
        await ReceiveAsync("CallSid=CA1", token: new string('t', 1000));

        Assert.Equal(32, (await QueuedAsync()).Id.Length);
    }

    [Theory]
    [InlineData(EnvelopeKinds.VoiceStatus, "CallStatus=ringing", "CallSid")]
    [InlineData(EnvelopeKinds.VoiceStatus, "CallSid=&CallStatus=ringing", "CallSid")]
    [InlineData(EnvelopeKinds.VoiceStatus, "callsid=CA1", "CallSid")]
    [InlineData(EnvelopeKinds.VoiceRecordingStatus, "CallSid=CA1", "RecordingSid")]
    [InlineData(EnvelopeKinds.ProxyCallback, "inboundResourceSid=CA1", "interactionSid")]
    [InlineData(EnvelopeKinds.VoiceStatus, "", "CallSid")]
    public async Task CallbackThatBelongsToNothing_IsMalformed(string type, string form, string field)
    {
        var receipt = await ReceiveAsync(form, type);

        Assert.Equal((WebhookOutcome.Malformed, field), (receipt.Outcome, receipt.Problem?.Field));
        Assert.Empty(await storage.DrainAsync(QueueNames.CallEvents));
    }

    [Theory]
    [InlineData(EnvelopeKinds.VoiceStatus, "CallSid")]
    [InlineData(EnvelopeKinds.VoiceRecordingStatus, "RecordingSid")]
    [InlineData(EnvelopeKinds.ProxyCallback, "outboundResourceSid")]
    public async Task SidThatFitsNoKey_IsMalformed(string type, string field)
    {
        var receipt = await ReceiveAsync($"{field}={new string('/', 60)}&CallSid=CA1&RecordingSid=RE1&interactionSid=KI1", type);

        Assert.Equal((WebhookOutcome.Malformed, field), (receipt.Outcome, receipt.Problem?.Field));
    }

    [Fact]
    public async Task ConferencesRecording_NeedsNoCall()
    {
        Assert.Equal(WebhookOutcome.Queued, (await ReceiveAsync("RecordingSid=RE1&ConferenceSid=CF1", EnvelopeKinds.VoiceRecordingStatus)).Outcome);

        Assert.Equal(("AC9", null), await QueuedAsync() is var queued ? (queued.AccountSid, queued.CallSid) : default);
    }

    [Fact]
    public async Task TenThousandParametersAndAValueOfAlmostAMebibyte_AreKept()
    {
        var many = "CallSid=CA1" + string.Concat(Enumerable.Range(0, 10_000).Select(number => $"&P{number}={number}"));
        var large = "CallSid=CA1&Large=" + new string('x', MessageSender.MaxPayloadBytes - 18);

        foreach (var form in (string[])[many, large])
        {
            Assert.Equal(WebhookOutcome.Queued, (await ReceiveAsync(form)).Outcome);
            var message = Assert.Single(await storage.DrainAsync(QueueNames.CallEvents));
            Assert.Equal(form, (await storage.Reader.ReadAsync(new QueueMessage(message), CancellationToken.None)).Payload);
        }
    }

    [Fact]
    public async Task TooLargeCallback_IsOurOwnFault()
    {
        Assert.Equal(WebhookOutcome.Unavailable, (await ReceiveAsync("CallSid=CA1&Large=" + new string('x', MessageSender.MaxPayloadBytes))).Outcome);
        Assert.Equal(WebhookOutcome.Unavailable, (await ReceiveAsync([.. "CallSid=CA1&Large="u8, .. Enumerable.Repeat((byte)0xFF, MessageSender.MaxPayloadBytes / 2)])).Outcome);
    }

    [Fact]
    public async Task QueueThatRefuses_IsUnavailable()
    {
        var refusing = new Mock<QueueServiceClient>();
        refusing.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Throws(new RequestFailedException(503, "busy"));

        Assert.Equal(WebhookOutcome.Unavailable, (await ReceiveAsync("CallSid=CA1", sender: new MessageSender(refusing.Object, storage.ParkedPayloads))).Outcome);
    }

    [Fact]
    public async Task QueueThatDoesNotAnswer_IsUnavailableAfterTheDeadline()
    {
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(async (string _, CancellationToken cancellationToken) =>
        {
            time.Advance(WebhookReceiver.Timeout);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null!;
        });
        var hanging = Mock.Of<QueueServiceClient>(queues => queues.GetQueueClient(It.IsAny<string>()) == queue.Object);

        Assert.Equal(WebhookOutcome.Unavailable, (await ReceiveAsync("CallSid=CA1", sender: new MessageSender(hanging, storage.ParkedPayloads))).Outcome);
    }

    private async Task<Envelope> QueuedAsync() => Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)))!;

    private Task<WebhookReceipt> ReceiveAsync(string form, string type = EnvelopeKinds.VoiceStatus, string? token = null, MessageSender? sender = null) =>
        ReceiveAsync(Encoding.UTF8.GetBytes(form), type, token, sender);

    private Task<WebhookReceipt> ReceiveAsync(byte[] form, string type = EnvelopeKinds.VoiceStatus, string? token = null, MessageSender? sender = null)
    {
        var webhook = new ReceivedWebhook(type, form, FormParameters.Parse(form)) { AccountSid = "AC9", IdempotencyToken = token, TraceParent = "00-trace" };
        return new WebhookReceiver(sender ?? storage.Sender, time, NullLogger<WebhookReceiver>.Instance).ReceiveAsync(webhook, CancellationToken.None);
    }
}
