using Azure.Storage.Queues.Models;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Testing;
using static StandIns.Tests.LocalHost.SampleApp.QueueBindingFunctions;

namespace StandIns.Tests.LocalHost;

public sealed class QueueBindingTests(AzuriteFixture azurite) : QueueTriggerTest(azurite), IAsyncLifetime
{
    private RunningHost? host;

    private Journal Journal => host!.Journal;

    public async Task InitializeAsync() => host = await StartAsync(typeof(QueueBindingFunctions));

    public async Task DisposeAsync() => await host!.DisposeAsync();

    [Fact]
    public async Task String_IsTheDecodedText()
    {
        await SendAsync(Text, BinaryData.FromString("grüße"));

        Assert.Equal("grüße", await Journal.NextAsync<string>());
        await IsDrainedAsync(Queue(Text));
    }

    [Fact]
    public async Task Bytes_AreTheDecodedBytes()
    {
        await SendAsync(Bytes, BinaryData.FromBytes([0, 0xFF, 0xC3]));

        Assert.Equal([0, 0xFF, 0xC3], await Journal.NextAsync<byte[]>());
    }

    [Fact]
    public async Task BinaryData_IsTheDecodedBytes()
    {
        await SendAsync(Binary, BinaryData.FromBytes([0, 0xFF, 0xC3]));

        Assert.Equal([0, 0xFF, 0xC3], (await Journal.NextAsync<BinaryData>()).ToArray());
    }

    [Fact]
    public async Task QueueMessage_IsDecodedAndKnowsItself()
    {
        var receipt = await SendAsync(Whole, BinaryData.FromString("text"));

        var message = await Journal.NextAsync<QueueMessage>();
        Assert.Equal("text", message.MessageText);
        Assert.Equal(receipt.MessageId, message.MessageId);
        Assert.Equal(1, message.DequeueCount);
        Assert.Equal(receipt.InsertionTime, message.InsertedOn);
    }

    [Fact]
    public async Task Object_IsReadFromJsonWhateverTheCase()
    {
        await SendAsync(Orders, BinaryData.FromString("""{"ID":"seven","dequeueCount":42}"""));

        Assert.Equal(new Order("seven", 42), await Journal.NextAsync<Order>());
    }

    [Fact]
    public async Task Metadata_IsTextAndQuotedTimes()
    {
        var receipt = await SendAsync(Metadata, BinaryData.FromString("no JSON"));

        var seen = await Journal.NextAsync<SeenMessage>();
        Assert.Equal("no JSON", seen.BindingData["QueueTrigger"]);
        Assert.Equal("1", seen.BindingData["DequeueCount"]);
        Assert.Equal(receipt.MessageId, seen.BindingData["id"]);
        Assert.IsType<string>(seen.BindingData["PopReceipt"]);
        Assert.Equal($"\"{receipt.InsertionTime:yyyy-MM-ddTHH:mm:ss}+00:00\"", seen.BindingData["InsertionTime"]);
        Assert.Equal($"\"{receipt.ExpirationTime:yyyy-MM-ddTHH:mm:ss}+00:00\"", seen.BindingData["ExpirationTime"]);
        Assert.Matches("^\"[0-9T:-]{19}\\+00:00\"$", (string)seen.BindingData["NextVisibleTime"]!);
        Assert.Equal((receipt.MessageId, 1L, receipt.InsertionTime), (seen.Id, seen.DequeueCount, seen.InsertionTime));
        Assert.Equal("queueTrigger", Assert.Single(seen.Context.FunctionDefinition.InputBindings).Value.Type);
    }

    [Fact]
    public async Task MembersOfJsonMessage_OverrideMetadata()
    {
        await SendAsync(Metadata, BinaryData.FromString("""{"id":"mine","count":5,"on":true,"nothing":null,"list":[1],"inner":{"a":1}}"""));

        var seen = await Journal.NextAsync<SeenMessage>();
        Assert.Equal("mine", seen.Id);
        Assert.Equal("mine", seen.BindingData["Id"]);
        Assert.Equal("5", seen.BindingData["count"]);
        Assert.Equal("True", seen.BindingData["on"]);
        Assert.Equal("""{"a":1}""", seen.BindingData["inner"]);
        Assert.DoesNotContain("nothing", seen.BindingData.Keys);
        Assert.DoesNotContain("list", seen.BindingData.Keys);
    }

    private async Task<SendReceipt> SendAsync(string queue, BinaryData body)
    {
        var client = Queue(queue);
        // The host makes it, soon after it has started.
        await Eventually.IsTrueAsync(async () => await client.ExistsAsync());
        return await client.SendMessageAsync(body);
    }
}
