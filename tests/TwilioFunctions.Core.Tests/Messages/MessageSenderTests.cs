using System.Text.Json;
using Azure.Storage.Queues;
using Moq;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Messages;

[Collection(AzuriteTests.Name)]
public sealed class MessageSenderTests(StorageFixture storage)
{
    private readonly string queue = $"messages-{Guid.NewGuid():n}";

    [Fact]
    public async Task Envelope_IsOneJsonObjectWithThePayloadAsItWasSent()
    {
        var payload = """{"b": 1.50, "a": "é\u00e9/\/"}""";

        await storage.Sender.SendAsync(queue, EnvelopeOf(payload), CancellationToken.None);

        var message = Assert.Single(await storage.DrainAsync(queue));
        using var json = JsonDocument.Parse(message);
        Assert.Equal("EZ1", json.RootElement.GetProperty("id").GetString());
        Assert.Equal("some.type", json.RootElement.GetProperty("type").GetString());
        Assert.Equal("AC1", json.RootElement.GetProperty("accountSid").GetString());
        Assert.Equal("CA1", json.RootElement.GetProperty("callSid").GetString());
        Assert.Equal("00-trace", json.RootElement.GetProperty("traceparent").GetString());
        Assert.Equal(payload, json.RootElement.GetProperty("payload").GetString());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(47 * 1024)]
    [InlineData(48 * 1024)]
    [InlineData(300 * 1024)]
    [InlineData(1024 * 1024)]
    public async Task PayloadOfAnySizeUpToOneMebibyte_IsReadBackWhole(int bytes)
    {
        var payload = $"\"{string.Concat(Enumerable.Range(0, bytes).Select(index => (char)('a' + (index % 26))))}\"";

        await storage.Sender.SendAsync(queue, EnvelopeOf(payload), CancellationToken.None);

        var message = Assert.Single(await storage.DrainAsync(queue));
        Assert.True(message.Length <= MessageSender.MaxMessageBytes);
        Assert.Equal(payload, (await storage.Reader.ReadAsync(new QueueMessage(message), CancellationToken.None)).Payload);
    }

    [Fact]
    public async Task TwoLargePayloadsOfOneId_DoNotTouchEachOther()
    {
        var first = new string('1', 100_000);
        var second = new string('2', 200_000);

        await storage.Sender.SendAsync(queue, EnvelopeOf(first), CancellationToken.None);
        await storage.Sender.SendAsync(queue, EnvelopeOf(second), CancellationToken.None);

        var payloads = new List<string?>();
        foreach (var message in await storage.DrainAsync(queue))
            payloads.Add((await storage.Reader.ReadAsync(new QueueMessage(message), CancellationToken.None)).Payload);
        Assert.Equal([first, second], payloads);
    }

    [Fact]
    public async Task DelayedMessage_IsNotSeenBeforeItsTime()
    {
        await storage.Sender.SendAsync(queue, EnvelopeOf("x"), TimeSpan.FromMinutes(10), CancellationToken.None);

        Assert.Empty(await storage.DrainAsync(queue));
        Assert.Equal(1, (await storage.Queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.001, 2)]
    public async Task Delay_IsRoundedUpToWholeSeconds(double delay, int seconds)
    {
        var client = new Mock<QueueClient>();
        var queues = Mock.Of<QueueServiceClient>(service => service.GetQueueClient(queue) == client.Object);

        await new MessageSender(queues, storage.ParkedPayloads).SendAsync(queue, EnvelopeOf("x"), TimeSpan.FromSeconds(delay), CancellationToken.None);

        client.Verify(sent => sent.SendMessageAsync(It.IsAny<string>(), TimeSpan.FromSeconds(seconds), null, CancellationToken.None), Times.Once);
    }

    [Fact]
    public async Task RetryOfOneBinding_IsInTheEnvelope()
    {
        await storage.Sender.SendAsync(queue, EnvelopeOf("x") with { Retry = new BindingRetry("phone", 2) }, CancellationToken.None);

        var message = Assert.Single(await storage.DrainAsync(queue));
        Assert.Contains("\"retry\":{\"bindingId\":\"phone\",\"attempt\":2}", message, StringComparison.Ordinal);
        Assert.Equal(new BindingRetry("phone", 2), (await storage.Reader.ReadAsync(new QueueMessage(message), CancellationToken.None)).Retry);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"id":"EZ1","type":"t","receivedAt":"2026-11-21T00:00:00Z"}""")]
    public async Task MessageThatIsNoEnvelope_IsInvalidData(string message) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => storage.Reader.ReadAsync(new QueueMessage(message), CancellationToken.None));

    [Fact]
    public async Task ParkedPayloadThatIsGone_IsInvalidData()
    {
        var envelope = EnvelopeOf("x") with { Payload = null, Parked = new ParkedPayload("none", 1, new string('0', 64)) };

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => storage.Reader.ReadAsync(new QueueMessage(envelope.Serialize()), CancellationToken.None));

        Assert.Contains("none", failure.Message, StringComparison.Ordinal);
    }

    private static Envelope EnvelopeOf(string payload) => new()
    {
        Id = "EZ1",
        Type = "some.type",
        AccountSid = "AC1",
        CallSid = "CA1",
        ReceivedAt = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero),
        TraceParent = "00-trace",
        Payload = payload,
    };
}
