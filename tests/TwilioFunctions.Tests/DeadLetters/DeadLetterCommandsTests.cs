using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Cli;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.DeadLetters;

/// <summary>The tool's <c>dead-letters</c> against the app: a message that fails while its payload is not where the envelope says.</summary>
public sealed class DeadLetterCommandsTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly string messageId = $"EZ{Guid.NewGuid():n}";

    private string CallSid => "CA" + messageId[2..];

    private string Payload => $$"""{"id":"{{messageId}}","type":"com.twilio.voice.insights.call-summary.complete","data":{"call_sid":"{{CallSid}}"} }""";

    private ParkedPayloadStore Payloads => new(new(running.ConnectionString), new RetentionIndex(new(running.ConnectionString), TimeProvider.System));

    [Fact]
    public async Task LetterWhoseCauseIsMended_IsListedShownReplayedAndGone()
    {
        var id = await FailAsync();

        var (shown, show, _) = await RunAsync("show", id);
        Assert.Equal(0, shown);
        Assert.Matches($@"type\s+com\.twilio\.voice\.insights\.call-summary\.complete", show);
        Assert.Matches($@"call\s+{CallSid}", show);
        Assert.Matches(@"given up\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC after 5 tries", show);
        Assert.Matches($@"parked as\s+{messageId}", show);

        await Payloads.ParkAsync(messageId, Payload, CancellationToken.None);
        var (exitCode, replay, _) = await RunAsync("replay", id, "call-summaries.nobody");
        Assert.Equal(1, exitCode);
        Assert.Contains($"{id}: replayed", replay, StringComparison.Ordinal);
        Assert.Contains("1 of 2 replayed.", replay, StringComparison.Ordinal);

        await Eventually.Async<bool>(async () => (await ListedAsync()) is null ? true : null);
        var (afterwards, _, error) = await RunAsync("show", id);
        Assert.Equal((1, "There is no such dead letter: `dead-letters list` has their ids."), (afterwards, error.Trim()));
        using var call = await running.Client.GetAsync($"{running.App.BaseUrl}calls/{CallSid}");
        Assert.True(call.IsSuccessStatusCode);
    }

    [Fact]
    public async Task DeletedLetter_IsGone()
    {
        var id = await FailAsync();

        var (refused, _, question) = await RunAsync("delete", "--queue", QueueNames.CallSummaries);
        Assert.Equal(1, refused);
        Assert.Contains("Nobody is here to be asked: pass --yes.", question, StringComparison.Ordinal);
        Assert.Equal(id, await ListedAsync());

        var (deleted, output, _) = await RunAsync("delete", id);
        Assert.Equal(0, deleted);
        Assert.Contains("1 of 1 deleted.", output, StringComparison.Ordinal);
        Assert.Null(await ListedAsync());
    }

    /// <summary>Its id, once it has failed five times.</summary>
    private async Task<string> FailAsync()
    {
        var parked = await Payloads.ParkAsync(messageId, Payload, CancellationToken.None);
        await new TableClient(running.ConnectionString, "ParkedPayloads").DeleteEntityAsync(parked.Key, "0000");
        var envelope = new Envelope
        {
            Id = messageId,
            Type = "com.twilio.voice.insights.call-summary.complete",
            AccountSid = AppProcess.AccountSid,
            CallSid = CallSid,
            ReceivedAt = DateTimeOffset.UtcNow,
            Parked = parked,
        };
        await new QueueClient(running.ConnectionString, QueueNames.CallSummaries, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })
            .SendMessageAsync(envelope.Serialize());

        string? id = null;
        await Eventually.Async<bool>(async () => (id = await ListedAsync()) is null ? null : true);
        return id!;
    }

    /// <summary>Its id as the list has it; null when it has not.</summary>
    private async Task<string?> ListedAsync()
    {
        var (exitCode, output, _) = await RunAsync("list", "--queue", QueueNames.CallSummaries, "--all");
        Assert.Equal(0, exitCode);
        return output.Split('\n').FirstOrDefault(line => line.StartsWith($"{QueueNames.CallSummaries}.", StringComparison.Ordinal) && line.Contains(messageId, StringComparison.Ordinal))?.Trim();
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var url = new Uri(running.App.BaseUrl).GetLeftPart(UriPartial.Authority);
        var exitCode = await CommandLine.RunAsync(
            ["dead-letters", .. command, "--url", url], new Terminal(Terminal.For(output), Terminal.For(error)), TimeProvider.System, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }
}
