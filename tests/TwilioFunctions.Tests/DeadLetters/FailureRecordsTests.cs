using Azure.Storage.Queues;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.DeadLetters;

/// <summary>What the app writes of a message that fails.</summary>
[Collection(RunningAppTests.Name)]
public sealed class FailureRecordsTests(RunningApp running)
{
    [Fact]
    public async Task OneFailedTry_IsOneErrorOfTheApp()
    {
        var id = $"EZ{Guid.NewGuid():n}";
        // The exception names the message, so that its records can be told from those of others.
        var message = new Envelope { Id = id, Type = "com.twilio.voice.insights.call-summary.complete", ReceivedAt = DateTimeOffset.UtcNow, Payload = "{}" }.Serialize();
        var before = running.App.Output.Count();

        await new QueueClient(running.ConnectionString, QueueNames.CallSummaries, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).SendMessageAsync(message);
        var lines = await Eventually.CompleteAsync(
            () => Task.FromResult(running.App.Output.Skip(before).ToList()),
            output => output.Count(line => line.Contains("A message of call-summaries failed, try 5", StringComparison.Ordinal)) == 1,
            TimeSpan.FromMinutes(1));

        Assert.Equal(5, lines.Count(line => line.Contains("] warn ", StringComparison.Ordinal) && line.Contains("A message of call-summaries failed, try ", StringComparison.Ordinal)));
        Assert.Equal(5, lines.Count(IsErrorOfTheApp));
    }

    /// <summary>Not the host's own records, which it writes of every function that fails.</summary>
    private static bool IsErrorOfTheApp(string line) => line.Contains("] fail ", StringComparison.Ordinal) && line.Contains("An exception was thrown by the invocation", StringComparison.Ordinal)
        || (line.Contains("] fail TwilioFunctions", StringComparison.Ordinal));
}
