using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.DeadLetters;

[Collection(AzuriteTests.Name)]
public sealed class DeadLetterKeeperTests(StorageFixture storage)
{
    private const string Queue = QueueNames.CallEvents;

    private readonly FakeTimeProvider time = new();
    private readonly List<string> lines = [];

    private DeadLetterStore Store => new(storage.Tables);

    private FailureStore Failures => new(storage.Tables, time);

    private DeadLetterKeeper Keeper => new(Store, Failures, storage.ParkedPayloads, storage.Sender, storage.CallWriter, time, Logger());

    [Fact]
    public async Task PoisonMessage_IsKeptOnceWithTheLastError()
    {
        var message = MessageOf("x");
        await Failures.RecordAsync(Queue, message, 1, new InvalidOperationException("first"), CancellationToken.None);
        await Failures.RecordAsync(Queue, message, 5, new InvalidDataException("last"), CancellationToken.None);

        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);
        var kept = await FindAsync(message);
        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        Assert.Equal((5, "InvalidDataException: last", message), (kept.Tries, kept.Error, kept.Body));
        Assert.Equal((Queue, time.GetUtcNow()), (kept.Queue, kept.Time));
        Assert.Single((await Store.ListAsync(Queue, 1000, null, CancellationToken.None))!.Items, letter => letter.Body == message);
        Assert.Null(await Failures.FindAsync(Queue, message, CancellationToken.None));
    }

    [Fact]
    public async Task MessageWithNamesThatNoKeyOrColumnCanHold_IsKept()
    {
        var endless = new string('/', 12_000);
        var message = new Envelope { Id = endless, Type = endless, CallSid = endless, AccountSid = endless, ReceivedAt = time.GetUtcNow(), Payload = "{}" }.Serialize();

        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        var kept = await FindAsync(message);
        Assert.Equal(endless[..1024], kept.Type);
        Assert.True(await Store.DeleteAsync(kept.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("not ours")]
    [InlineData("""{"id":"\ud800","type":"t","receivedAt":"2026-11-21T10:00:00Z"}""")]
    [InlineData("")]
    public async Task MessageThatIsNotOurs_IsKeptButNotReplayed(string message)
    {
        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        var kept = await FindAsync(message);

        Assert.Equal(ReplayOutcome.NotReplayable, await Keeper.ReplayAsync(kept.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData(5, "last.", "failed 5 times, last with InvalidDataException: last. Replay it with POST dead-letters/")]
    [InlineData(1, "last", "failed once, with InvalidDataException: last. Replay it")]
    [InlineData(0, "", "failed and left no error. Replay it")]
    public async Task PoisonMessage_IsLoggedWithItsErrorAndAReplay(int tries, string error, string expected)
    {
        var message = MessageOf("x");
        if (tries > 0)
            await Failures.RecordAsync(Queue, message, tries, new InvalidDataException(error), CancellationToken.None);

        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        Assert.Contains(expected, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableMessage_IsLoggedWithoutAReplay()
    {
        var message = $"not ours {Guid.NewGuid()}";

        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        var id = (await FindAsync(message)).Id;
        Assert.Equal(
            $"Dead letter {id}: an unreadable message failed because no function can read it. It can't be replayed: look at it with GET dead-letters/{id}, then delete it with DELETE dead-letters/{id}.",
            Assert.Single(lines));
    }

    [Fact]
    public async Task MessagesWithoutIdPoisonedInTheSameSecond_AreAllKept()
    {
        string[] messages = [$"one {Sids.New("")}", $"two {Sids.New("")}"];

        foreach (var message in messages)
            await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);

        foreach (var message in messages)
            await FindAsync(message);
    }

    [Fact]
    public async Task ReplayThatSucceeds_LeavesTheList()
    {
        var (kept, replayed) = await KeepAndReplayAsync();

        await Keeper.SettleAsync(Queue, new QueueMessage(replayed), CancellationToken.None);

        Assert.Null(await Store.FindAsync(kept.Id, CancellationToken.None));
    }

    [Fact]
    public async Task ReplayThatFailsAgain_StaysTheOneEntryAndCountsOn()
    {
        var (kept, replayed) = await KeepAndReplayAsync();
        await Failures.RecordAsync(Queue, replayed, 5, new TimeoutException("again"), CancellationToken.None);

        await Keeper.KeepAsync(Queue, replayed, time.GetUtcNow().AddHours(1), CancellationToken.None);

        var again = await Store.FindAsync(kept.Id, CancellationToken.None);
        Assert.Equal((10, "TimeoutException: again"), (again!.Tries, again.Error));
        Assert.NotNull(again.ReplayedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("call-events.")]
    [InlineData("call-events.123-EZ")]
    [InlineData("no-such-queue.123-EZ")]
    [InlineData("failures|call-events.123")]
    public async Task IdOfNoDeadLetter_IsNotFound(string id)
    {
        Assert.Null(await Store.FindAsync(id, CancellationToken.None));
        Assert.False(await Store.DeleteAsync(id, CancellationToken.None));
        Assert.Equal(ReplayOutcome.NotFound, await Keeper.ReplayAsync(id, CancellationToken.None));
    }

    private async Task<(DeadLetter Kept, string Replayed)> KeepAndReplayAsync()
    {
        var message = MessageOf("y");
        await Failures.RecordAsync(Queue, message, 5, new InvalidOperationException("once"), CancellationToken.None);
        await Keeper.KeepAsync(Queue, message, time.GetUtcNow(), CancellationToken.None);
        var kept = await FindAsync(message);
        Assert.Equal(ReplayOutcome.Queued, await Keeper.ReplayAsync(kept.Id, CancellationToken.None));
        return (kept, Assert.Single(await storage.DrainAsync(Queue)));
    }

    private async Task<DeadLetter> FindAsync(string message) =>
        Assert.Single((await Store.ListAsync(null, 1000, null, CancellationToken.None))!.Items, letter => letter.Body == message);

    private ILogger<DeadLetterKeeper> Logger()
    {
        var logger = new Mock<ILogger<DeadLetterKeeper>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        logger.Setup(log => log.Log(It.IsAny<LogLevel>(), It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call => lines.Add(call.Arguments[2].ToString()!)));
        return logger.Object;
    }

    private static string MessageOf(string payload) => new Envelope
    {
        Id = Sids.New("EZ/?"),
        Type = "t",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Payload = payload,
    }.Serialize();
}
