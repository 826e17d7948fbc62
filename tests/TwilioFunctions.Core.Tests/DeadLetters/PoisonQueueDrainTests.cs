using System.Text;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.DeadLetters;

/// <summary>Whatever stands on a poison queue becomes a dead letter, and nothing stays there.</summary>
[Collection(AzuriteTests.Name)]
public sealed class PoisonQueueDrainTests(StorageFixture storage)
{
    private const string Queue = QueueNames.CallEvents;

    private readonly QueueServiceClient raw = new(storage.ConnectionString);

    [Theory]
    [InlineData(".")]
    [InlineData("not base64, and not JSON")]
    [InlineData("""{"id":"1","type":"t","receivedAt":"2026-11-21T10:00:00Z","payload":"not base64"}""")]
    [InlineData("""{"id":"half a surrogate \ud800","type":"\udc00","receivedAt":"2026-11-21T10:00:00Z","payload":"{}"}""")]
    [InlineData("""{"id":"1","type":"t","receivedAt":"2026-11-21T10:00:00Z","payload":"{}","replayOf":"call-events./\u0001#?"}""")]
    [InlineData("""{"id":"1","type":"t","receivedAt":"2026-11-21T10:00:00Z","payload":"{}","callSid":"CA/\u0001\ud800"}""")]
    [InlineData("""{"id":"1","type":"t","receivedAt":"2026-11-21T10:00:00Z","parked":{"key":"/#?","chunks":1,"sha256":"x"}}""")]
    public async Task Text_BecomesADeadLetterAndLeavesTheQueue(string text)
    {
        // Once as another program may write it, once as the app and the host do.
        await SendAsync(text, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

        await DrainAsync();

        Assert.Equal(0, await CountAsync());
        Assert.NotEmpty(await KeptAsync(text));
    }

    [Fact]
    public async Task TextThatIsTooLongForAnEncodedMessage_BecomesADeadLetter()
    {
        var text = string.Concat(Enumerable.Repeat("no base64: ", 5_800));
        await SendAsync(text);

        await DrainAsync();

        Assert.Equal(0, await CountAsync());
        Assert.Single(await KeptAsync(text));
    }

    [Fact]
    public async Task BytesThatAreNoText_AreKeptAsTheirBase64()
    {
        var text = Convert.ToBase64String([0xFF, 0xFE, 0x00, 0xD8]);
        await SendAsync(text);

        await DrainAsync();

        Assert.Equal(0, await CountAsync());
        Assert.Single(await KeptAsync(text));
    }

    [Fact]
    public async Task ManyMessages_AreDrainedInOneRun()
    {
        var mark = Guid.NewGuid().ToString();
        await SendAsync([.. Enumerable.Range(0, 70).Select(number => $"{mark} {number}")]);

        await DrainAsync();

        Assert.Equal(0, await CountAsync());
        var kept = await new DeadLetterStore(storage.Tables).ListAsync(Queue, 1000, null, CancellationToken.None);
        Assert.Equal(70, kept!.Items.Count(letter => letter.Body.StartsWith(mark, StringComparison.Ordinal)));
    }

    private QueueClient Poison => raw.GetQueueClient(Queue + QueueNames.PoisonSuffix);

    private async Task SendAsync(params string[] texts)
    {
        await Poison.CreateIfNotExistsAsync();
        foreach (var text in texts)
            await Poison.SendMessageAsync(text);
    }

    private async Task<int> CountAsync() => (await Poison.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private async Task<IReadOnlyList<DeadLetter>> KeptAsync(string body) =>
        [.. (await new DeadLetterStore(storage.Tables).ListAsync(Queue, 1000, null, CancellationToken.None))!.Items.Where(letter => letter.Body == body)];

    private Task DrainAsync()
    {
        var keeper = new DeadLetterKeeper(
            new DeadLetterStore(storage.Tables), new FailureStore(storage.Tables, TimeProvider.System), storage.ParkedPayloads, storage.Sender, storage.CallWriter, TimeProvider.System,
            NullLogger<DeadLetterKeeper>.Instance);
        return new PoisonQueueDrain(raw, keeper, TimeProvider.System).DrainAsync(CancellationToken.None);
    }
}
