using Azure;
using Azure.Storage.Queues;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

[Collection("Azurite")]
public sealed class MessageEncodingTests(AzuriteFixture azurite)
{
    public static TheoryData<string> Texts =>
    [
        "text",
        "",
        "   \n\t ",
        "<QueueMessage>&amp;\"'</QueueMessage>]]>",
        "Grüße, 世界, 🎉",
        """{"callSid":"CA00000000000000000000000000000000","to":"+15005550006"}""",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task PlainText_ArrivesAsSent(string text)
    {
        var queue = await TestQueues.CreateAsync(azurite);

        await queue.SendMessageAsync(text);

        Assert.Equal(text, (await queue.PeekMessageAsync()).Value.MessageText);
        Assert.Equal(text, (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Base64Text_ArrivesAsSent(string text)
    {
        var queue = await TestQueues.CreateAsync(azurite, QueueMessageEncoding.Base64);

        await queue.SendMessageAsync(text);

        Assert.Equal(text, (await queue.PeekMessageAsync()).Value.MessageText);
        Assert.Equal(text, (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task Base64Bytes_ArriveAsSent()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var queue = await TestQueues.CreateAsync(azurite, QueueMessageEncoding.Base64);

        await queue.SendMessageAsync(new BinaryData(bytes));

        Assert.Equal(bytes, (await queue.ReceiveMessageAsync()).Value.Body.ToArray());
    }

    [Fact]
    public async Task Base64_IsWhatTravels()
    {
        var sender = await TestQueues.CreateAsync(azurite, QueueMessageEncoding.Base64);
        var receiver = new QueueClient(azurite.ConnectionString, sender.Name);

        await sender.SendMessageAsync("text");

        Assert.Equal("dGV4dA==", (await receiver.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task PlainTextReadAsBase64_IsAFormatException()
    {
        var sender = await TestQueues.CreateAsync(azurite);
        var receiver = new QueueClient(
            azurite.ConnectionString, sender.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        await sender.SendMessageAsync("not base64!");

        await Assert.ThrowsAsync<FormatException>(() => receiver.ReceiveMessagesAsync());
    }

    [Theory]
    [InlineData("\u0000")]
    [InlineData("bell \u0007")]
    [InlineData("\uFFFF")]
    public async Task PlainTextThatXmlCannotCarry_IsRefusedBeforeItIsSent(string text)
    {
        var queue = await TestQueues.CreateAsync(azurite);

        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendMessageAsync(text));
    }

    [Fact]
    public async Task LargestMessage_IsTaken()
    {
        var queue = await TestQueues.CreateAsync(azurite, QueueMessageEncoding.Base64);
        var bytes = new byte[queue.MessageMaxBytes / 4 * 3];

        await queue.SendMessageAsync(new BinaryData(bytes));

        Assert.Equal(bytes.Length, (await queue.ReceiveMessageAsync()).Value.Body.ToMemory().Length);
    }

    [Fact]
    public async Task LargerMessage_IsRefusedByTheService()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => queue.SendMessageAsync(new string('x', queue.MessageMaxBytes + 1)));

        Assert.Equal((413, "RequestBodyTooLarge"), (failure.Status, failure.ErrorCode));
    }
}
