using Azure;
using Azure.Storage.Queues.Models;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

[Collection("Azurite")]
public sealed class MessageTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task ReceivedMessage_CarriesWhatTheSenderWasTold()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        var receipt = (await queue.SendMessageAsync("text", timeToLive: TimeSpan.FromDays(1))).Value;

        var message = (await queue.ReceiveMessageAsync(hour)).Value;

        Assert.Equal(receipt.MessageId, message.MessageId);
        Assert.NotEqual(receipt.PopReceipt, message.PopReceipt);
        Assert.Equal("text", message.MessageText);
        Assert.Equal("text", message.Body.ToString());
        Assert.Equal(1, message.DequeueCount);
        Assert.Equal(receipt.InsertionTime, message.InsertedOn);
        Assert.Equal(receipt.InsertionTime.AddDays(1), message.ExpiresOn);
        Assert.True(message.NextVisibleOn >= receipt.InsertionTime + hour);
    }

    [Fact]
    public async Task Defaults_AreVisibleAtOnceForSevenDays()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        var receipt = (await queue.SendMessageAsync("text")).Value;

        Assert.Equal(receipt.InsertionTime, receipt.TimeNextVisible);
        Assert.Equal(receipt.InsertionTime.AddDays(7), receipt.ExpirationTime);
    }

    [Fact]
    public async Task TimeToLiveOfMinusOneSecond_NeverExpires()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        var receipt = (await queue.SendMessageAsync("text", timeToLive: TimeSpan.FromSeconds(-1))).Value;

        Assert.Equal(9999, receipt.ExpirationTime.Year);
    }

    [Fact]
    public async Task VisibilityTimeout_HidesTheMessageFromReceiveAndPeek()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        var receipt = (await queue.SendMessageAsync("text", visibilityTimeout: hour)).Value;

        Assert.Equal(receipt.InsertionTime + hour, receipt.TimeNextVisible);
        Assert.Empty((await queue.ReceiveMessagesAsync()).Value);
        Assert.Null((await queue.ReceiveMessageAsync()).Value);
        Assert.Empty((await queue.PeekMessagesAsync(32)).Value);
        Assert.Null((await queue.PeekMessageAsync()).Value);
    }

    [Fact]
    public async Task MaxMessages_AreReceivedInOrder()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        foreach (var text in (string[])["1", "2", "3"])
            await queue.SendMessageAsync(text, CancellationToken.None);

        var first = (await queue.ReceiveMessagesAsync(maxMessages: 2)).Value;
        var second = (await queue.ReceiveMessagesAsync(CancellationToken.None)).Value;

        Assert.Equal(["1", "2"], first.Select(message => message.MessageText));
        Assert.Equal(["3"], second.Select(message => message.MessageText));
    }

    [Fact]
    public async Task TooManyMessages_AreRefusedByTheService()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.ReceiveMessagesAsync(maxMessages: 33));

        Assert.Equal((400, "OutOfRangeQueryParameterValue"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task PeekedMessage_StaysVisible()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        var receipt = (await queue.SendMessageAsync("text")).Value;

        var peeked = (await queue.PeekMessageAsync()).Value;

        Assert.Equal((receipt.MessageId, "text", 0L), (peeked.MessageId, peeked.MessageText, peeked.DequeueCount));
        Assert.Equal((receipt.InsertionTime, receipt.ExpirationTime), (peeked.InsertedOn, peeked.ExpiresOn));
        Assert.Single((await queue.ReceiveMessagesAsync()).Value);
    }

    [Fact]
    public async Task UpdateWithoutBody_KeepsItAndRenewsTheReceipt()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        await queue.SendMessageAsync("text");
        var message = (await queue.ReceiveMessageAsync(hour)).Value;

        var update = (await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero)).Value;

        var updated = message.Update(update);
        Assert.NotEqual(message.PopReceipt, updated.PopReceipt);
        Assert.True(updated.NextVisibleOn < message.NextVisibleOn);
        var again = (await queue.ReceiveMessageAsync()).Value;
        Assert.Equal((message.MessageId, "text", 2L), (again.MessageId, again.MessageText, again.DequeueCount));
    }

    [Fact]
    public async Task UpdateWithBody_ReplacesIt()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        var receipt = (await queue.SendMessageAsync("text", visibilityTimeout: hour)).Value;

        var update = (await queue.UpdateMessageAsync(receipt.MessageId, receipt.PopReceipt, "newer", hour)).Value;
        await queue.UpdateMessageAsync(receipt.MessageId, update.PopReceipt, new BinaryData("newest"));

        Assert.Equal("newest", (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task DeletedMessage_IsGone()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        await queue.SendMessageAsync("text");
        var message = (await queue.ReceiveMessageAsync(hour)).Value;

        var response = await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);

        Assert.Equal(204, response.Status);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));
        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == QueueErrorCode.MessageNotFound);
    }

    [Fact]
    public async Task ReceiptOfAnEarlierReceive_IsRefused()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        await queue.SendMessageAsync("text");
        var lost = (await queue.ReceiveMessageAsync(hour)).Value;
        await queue.UpdateMessageAsync(lost.MessageId, lost.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        await queue.ReceiveMessageAsync(hour);

        var failures = new[]
        {
            await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(lost.MessageId, lost.PopReceipt)),
            await Assert.ThrowsAsync<RequestFailedException>(() => queue.UpdateMessageAsync(lost.MessageId, lost.PopReceipt)),
        };

        Assert.All(failures, failure => Assert.Equal((400, "PopReceiptMismatch"), (failure.Status, failure.ErrorCode)));
    }

    [Fact]
    public async Task ClearedQueue_IsEmpty()
    {
        var queue = await TestQueues.CreateAsync(azurite);
        await queue.SendMessageAsync("1");
        await queue.SendMessageAsync("2");

        await queue.ClearMessagesAsync();

        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task CancelledToken_StopsTheCall()
    {
        var queue = await TestQueues.CreateAsync(azurite);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => queue.SendMessageAsync("text", new CancellationToken(canceled: true)));
    }
}
