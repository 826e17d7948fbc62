using System.Text;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.EventStreams;

[Collection(AzuriteTests.Name)]
public sealed class EventReceiverTests(StorageFixture storage)
{
    private const string Summary = """{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.complete","data":{"call_sid":"CA1"}}""";

    [Fact]
    public async Task Events_GoToTheQueueOfTheirKind()
    {
        var other = """{"id":"EZ2","type":"com.twilio.something.never.heard.of","data":{"callSid":"CA2"}}""";

        var receipt = await ReceiveAsync(storage.Sender, $"[{Summary},{other}]");

        Assert.Equal((EventOutcome.Accepted, 2), (receipt.Outcome, receipt.Accepted));
        var summary = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallSummaries)))!;
        Assert.Equal(("EZ1", "CA1", "AC1", Summary), (summary.Id, summary.CallSid, summary.AccountSid, summary.Payload));
        var kept = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)))!;
        Assert.Equal(("EZ2", "CA2", "com.twilio.something.never.heard.of", other), (kept.Id, kept.CallSid, kept.Type, kept.Payload));
    }

    [Fact]
    public async Task BadElement_IsMalformedAndTheGoodOnesAreQueued()
    {
        var receipt = await ReceiveAsync(storage.Sender, $"[7,{Summary}]");

        Assert.Equal((EventOutcome.Malformed, 1), (receipt.Outcome, receipt.Accepted));
        Assert.Single(await storage.DrainAsync(QueueNames.CallSummaries));
    }

    [Fact]
    public async Task TooLargeEvent_IsUnavailableSoThatTwilioKeepsIt()
    {
        var large = $$"""{"id":"EZ3","type":"t","data":{"text":"{{new string('x', MessageSender.MaxPayloadBytes)}}"} }""";

        var receipt = await ReceiveAsync(storage.Sender, $"[{large},{Summary}]");

        Assert.Equal((EventOutcome.Unavailable, 1), (receipt.Outcome, receipt.Accepted));
        Assert.Single(await storage.DrainAsync(QueueNames.CallSummaries));
    }

    [Fact]
    public async Task StorageThatRefuses_IsUnavailable()
    {
        var refusing = new Mock<QueueServiceClient>();
        refusing.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Throws(new Azure.RequestFailedException(503, "busy"));

        var receipt = await ReceiveAsync(new MessageSender(refusing.Object, storage.ParkedPayloads), Summary);

        Assert.Equal((EventOutcome.Unavailable, 0), (receipt.Outcome, receipt.Accepted));
    }

    [Fact]
    public async Task StorageThatHangs_IsUnavailableAtTheDeadline()
    {
        var time = new FakeTimeProvider();
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, CancellationToken cancellationToken) =>
            {
                time.Advance(EventReceiver.Timeout);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null!;
            });
        var hanging = new Mock<QueueServiceClient>();
        hanging.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Returns(queue.Object);

        var receipt = await ReceiveAsync(new MessageSender(hanging.Object, storage.ParkedPayloads), Summary, time);

        Assert.Equal(EventOutcome.Unavailable, receipt.Outcome);
    }

    [Fact]
    public async Task BatchThatIsTooLargeForTheDeadline_IsDurableAfterSomeTries()
    {
        // Storage takes three messages of a try and hangs from then on.
        var time = new FakeTimeProvider();
        var durable = new HashSet<string>();
        var taken = 0;
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async (string message, CancellationToken cancellationToken) =>
            {
                if (Interlocked.Increment(ref taken) > 3)
                {
                    time.Advance(EventReceiver.Timeout);
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                lock (durable)
                    durable.Add(Envelope.TryParse(message)!.Id);
                return null!;
            });
        var slow = new Mock<QueueServiceClient>();
        slow.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Returns(queue.Object);
        var batch = $"[{string.Join(',', Enumerable.Range(0, 10).Select(number => $$"""{"id":"EZ{{number}}","type":"t"}"""))}]";

        for (var attempt = 0; attempt < 10; attempt++)
        {
            taken = 0;
            await ReceiveAsync(new MessageSender(slow.Object, storage.ParkedPayloads), batch, time);
            time.Advance(TimeSpan.FromMilliseconds(3));
        }

        Assert.Equal(10, durable.Count);
    }

    [Fact]
    public async Task SinkTest_LogsTheCommandThatValidatesTheSink()
    {
        var lines = new List<string>();
        var logger = new Mock<ILogger<EventReceiver>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        logger.Setup(log => log.Log(It.IsAny<LogLevel>(), It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call => lines.Add(call.Arguments[2].ToString()!)));
        var test = """[{"id":"AC1","type":"com.twilio.eventstreams.test-event","data":{"test_id":"0b9e5b2e"}}]""";

        await new EventReceiver(storage.Sender, TimeProvider.System, logger.Object)
            .ReceiveAsync(EventBatch.Parse(Encoding.UTF8.GetBytes(test)), "AC1", null, CancellationToken.None);

        Assert.Contains(lines, line => line.Contains("sinks:validate:create", StringComparison.Ordinal) && line.Contains("--test-id 0b9e5b2e", StringComparison.Ordinal));
        await storage.DrainAsync(QueueNames.CallEvents);
    }

    private static Task<EventReceipt> ReceiveAsync(MessageSender sender, string body, TimeProvider? time = null) =>
        new EventReceiver(sender, time ?? TimeProvider.System, NullLogger<EventReceiver>.Instance)
            .ReceiveAsync(EventBatch.Parse(Encoding.UTF8.GetBytes(body)), "AC1", null, CancellationToken.None);
}
