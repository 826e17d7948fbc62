using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.DeadLetters;

/// <summary>A message that fails five times on the host, is kept, looked at, replayed and deleted over the API.</summary>
public sealed class DeadLettersTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly string id = $"EZ{Guid.NewGuid():n}";

    [Fact]
    public async Task MessageThatFailsFiveTimes_IsListedWithItsErrorAndStaysOneEntryWhenItsReplayFails()
    {
        await SendAsync(new Envelope { Id = id, Type = "com.twilio.voice.insights.call-summary.complete", ReceivedAt = DateTimeOffset.UtcNow, Payload = "{}" }.Serialize());

        var deadLetter = await DeadLetterAsync(letter => letter.GetProperty("tries").GetInt32() == 5);
        Assert.Equal(QueueNames.CallSummaries, deadLetter.GetProperty("queue").GetString());
        Assert.Contains("InvalidDataException", deadLetter.GetProperty("error").GetString(), StringComparison.Ordinal);

        var url = UrlOf(deadLetter);
        using var replay = await running.Client.PostAsync($"{url}/replay", null);
        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        var again = await DeadLetterAsync(letter => letter.GetProperty("tries").GetInt32() == 10);
        Assert.Equal(url, UrlOf(again));

        using var deletion = await running.Client.DeleteAsync(url);
        using var after = await running.Client.GetAsync(url);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deletion.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task ReplayThatSucceeds_LeavesTheListAndItsCallIsThere()
    {
        // It fails while its payload is not where the envelope says, and succeeds once it is.
        var callSid = "CA" + id[2..];
        var payload = $$"""{"id":"{{id}}","type":"com.twilio.voice.insights.call-summary.complete","data":{"call_sid":"{{callSid}}"} }""";
        var parked = await new ParkedPayloadStore(new(running.ConnectionString), new RetentionIndex(new(running.ConnectionString), TimeProvider.System)).ParkAsync(id, payload, CancellationToken.None);
        var chunks = new Azure.Data.Tables.TableClient(running.ConnectionString, "ParkedPayloads");
        await chunks.DeleteEntityAsync(parked.Key, "0000");
        await SendAsync(new Envelope { Id = id, Type = "t", AccountSid = AppProcess.AccountSid, ReceivedAt = DateTimeOffset.UtcNow, Parked = parked }.Serialize());
        var deadLetter = await DeadLetterAsync(_ => true);

        await new ParkedPayloadStore(new(running.ConnectionString), new RetentionIndex(new(running.ConnectionString), TimeProvider.System)).ParkAsync(id, payload, CancellationToken.None);
        using var replay = await running.Client.PostAsync($"{UrlOf(deadLetter)}/replay", null);

        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        await Eventually.Async<bool>(async () => (await running.Client.GetAsync(UrlOf(deadLetter))).StatusCode == HttpStatusCode.NotFound ? true : null);
        using var call = await running.Client.GetAsync($"{running.App.BaseUrl}calls/{callSid}");
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
    }

    [Theory]
    [InlineData("dead-letters?queue=nope", "queue is one of call-summaries, call-events")]
    [InlineData("dead-letters?pageSize=0", "pageSize")]
    [InlineData("dead-letters?pageSize=x", "pageSize")]
    [InlineData("dead-letters?continuationToken=%21", "continuationToken")]
    [InlineData("calls?pageSize=1001", "pageSize")]
    [InlineData("calls?date=today", "date")]
    [InlineData("calls?continuationToken=AAAA", "continuationToken")]
    [InlineData("events?date=2026-13-01", "date")]
    public async Task WrongQueryParameter_IsNamed(string query, string hint)
    {
        using var response = await running.Client.GetAsync(running.App.BaseUrl + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(hint, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dead-letters/nothing")]
    [InlineData("dead-letters/call-summaries.1-EZ%2F")]
    [InlineData("calls/CAnobody")]
    public async Task WhatIsNotThere_404WithAProblem(string path)
    {
        using var response = await running.Client.GetAsync(running.App.BaseUrl + path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private async Task SendAsync(string message) =>
        await new QueueClient(running.ConnectionString, QueueNames.CallSummaries, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).SendMessageAsync(message);

    private Task<JsonElement> DeadLetterAsync(Func<JsonElement, bool> accept) => Eventually.Async<JsonElement>(async () =>
    {
        var list = await running.Client.GetFromJsonAsync<JsonElement>($"{running.App.BaseUrl}dead-letters?queue={QueueNames.CallSummaries}");
        foreach (var letter in list.GetProperty("deadLetters").EnumerateArray())
        {
            if (letter.GetProperty("messageId").GetString() == id && accept(letter))
                return letter;
        }
        return null;
    });

    private string UrlOf(JsonElement deadLetter) => $"{running.App.BaseUrl}dead-letters/{Uri.EscapeDataString(deadLetter.GetProperty("id").GetString()!)}";
}
