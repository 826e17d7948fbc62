using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Jobs;

[Collection(QueueTests.Name)]
public sealed class QueueBindingTests(QueueHost fixture)
{
    [Theory]
    [InlineData("text", "TakeText")]
    [InlineData("elsewhere", "TakeElsewhere")]
    public async Task String_IsTheDecodedText(string queue, string function)
    {
        await SendAsync(queue, BinaryData.FromString("grüße"));

        Assert.Equal("grüße", (await NextAsync(function)).GetString());
        await fixture.Shared.Queue(queue).IsDrainedAsync();
    }

    [Fact]
    public async Task Bytes_AreTheDecodedBytes()
    {
        await SendAsync("bytes", BinaryData.FromBytes([0, 0xFF, 0xC3]));

        Assert.Equal([0, 0xFF, 0xC3], (await NextAsync("TakeBytes")).GetBytesFromBase64());
    }

    [Fact]
    public async Task BinaryData_IsTheDecodedText()
    {
        // The SDK hands such a message on as text, so that bytes that aren't UTF-8 are lost, here and in Azure.
        await SendAsync("binary", BinaryData.FromString("grüße"));

        Assert.Equal("grüße", Encoding.UTF8.GetString((await NextAsync("TakeBinary")).GetBytesFromBase64()));
    }

    [Fact]
    public async Task QueueMessage_IsDecodedAndKnowsItself()
    {
        var receipt = await SendAsync("message", BinaryData.FromString("text"));

        var message = await NextAsync("TakeMessage");
        Assert.Equal("text", message.GetProperty("MessageText").GetString());
        Assert.Equal(receipt.MessageId, message.GetProperty("MessageId").GetString());
        Assert.NotEmpty(message.GetProperty("PopReceipt").GetString()!);
        Assert.Equal(1, message.GetProperty("DequeueCount").GetInt32());
        Assert.Equal(receipt.InsertionTime, message.GetProperty("InsertedOn").GetDateTimeOffset());
    }

    [Fact]
    public async Task Object_IsReadFromJsonWhateverTheCase()
    {
        await SendAsync("order", BinaryData.FromString("""{"ID":"seven","dequeueCount":42}"""));

        Assert.Equal("""{"Id":"seven","DequeueCount":42}""", (await NextAsync("TakeOrder")).GetRawText());
    }

    [Fact]
    public async Task Metadata_IsTextAndQuotedTimes()
    {
        var receipt = await SendAsync("metadata", BinaryData.FromString("no JSON"));

        var seen = await NextAsync("TakeMetadata");
        var data = seen.GetProperty("BindingData");
        Assert.Equal("no JSON", data.GetProperty("QueueTrigger").GetString());
        Assert.Equal("1", data.GetProperty("DequeueCount").GetString());
        Assert.Equal(receipt.MessageId, data.GetProperty("Id").GetString());
        Assert.NotEmpty(data.GetProperty("PopReceipt").GetString()!);
        Assert.Equal($"\"{receipt.InsertionTime:yyyy-MM-ddTHH:mm:ss}+00:00\"", data.GetProperty("InsertionTime").GetString());
        Assert.Equal($"\"{receipt.ExpirationTime:yyyy-MM-ddTHH:mm:ss}+00:00\"", data.GetProperty("ExpirationTime").GetString());
        Assert.Matches("^\"[0-9T:-]{19}\\+00:00\"$", data.GetProperty("NextVisibleTime").GetString());
        Assert.Equal(receipt.MessageId, seen.GetProperty("id").GetString());
        Assert.Equal(1, seen.GetProperty("dequeueCount").GetInt64());
        Assert.Equal(receipt.InsertionTime, seen.GetProperty("insertionTime").GetDateTimeOffset());
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", seen.GetProperty("TraceParent").GetString());
        // The host logs the run under the id that the function sees.
        await fixture.Host.PrintsAsync($"Executed 'Functions.TakeMetadata' (Succeeded, Id={seen.GetProperty("InvocationId").GetString()}");
    }

    [Fact]
    public async Task MembersOfJsonMessage_OverrideMetadata()
    {
        await SendAsync("metadata", BinaryData.FromString("""{"id":"mine","count":5,"on":true,"nothing":null,"list":[1],"inner":{"a":1},"half":"\ud800"}"""));

        var seen = await NextAsync("TakeMetadata");
        var data = seen.GetProperty("BindingData");
        Assert.Equal("mine", seen.GetProperty("id").GetString());
        Assert.Equal("mine", data.GetProperty("Id").GetString());
        Assert.Equal("5", data.GetProperty("count").GetString());
        Assert.Equal("True", data.GetProperty("on").GetString());
        Assert.Equal("""{"a":1}""", data.GetProperty("inner").GetString());
        Assert.Equal("�", data.GetProperty("half").GetString());
        Assert.False(data.TryGetProperty("nothing", out _));
        Assert.False(data.TryGetProperty("list", out _));
    }

    [Fact]
    public void Functions_AreListedWithTheirQueues() =>
        Assert.Contains($"TakeText: queueTrigger {fixture.Shared.Prefix}-text", fixture.Host.Output);

    private Task<JsonElement> NextAsync(string function) => fixture.Host.Journal.NextAsync(function);

    private async Task<SendReceipt> SendAsync(string name, BinaryData body) => await (await fixture.Shared.CreateQueueAsync(name)).SendMessageAsync(body);
}
