using System.Text.Json;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>Whatever the order in which a call's messages come, and however often: the story is that of the call as it happened.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CallStoryPropertyTests(StorageFixture storage)
{
    private const int CallsInStorage = 60;

    [Fact]
    public void RowsInAnyOrder_TellTheStoryOfTheCallAsItHappened() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var call = new RandomCall(seed, "AC1", "CA1");
            var rows = call.Messages.SelectMany(RowsOf).Concat(call.Summaries.SelectMany(RowsOf)).Concat(call.Attempts.Select(attempt => DeliveryAttemptColumns.Write("CA1", attempt))).ToList();
            if (call.Record.Summary is { } summary)
                rows.Add(Row("summary", row => CallSummaryColumns.Write(row, summary)));
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(Told(call.Record), Told(CallRecordReader.Of(shuffled).Record("CA1")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public async Task MessagesShuffledRepeatedAndOnTwoInstancesAtOnce_TellTheStoryOfTheCallAsItHappened()
    {
        CallScene[] instances = [new(storage), new(storage)];
        for (var seed = 1; seed <= CallsInStorage; seed++)
        {
            var call = new RandomCall(seed, Sids.New("AC"), Sids.New("CA"));
            if (call.IsEmpty)
                continue;

            var random = new Random(seed);
            Func<CallScene, Task>[] once =
            [
                .. call.Messages.Concat(call.Summaries).Select(message => (Func<CallScene, Task>)(instance => instance.ProcessAsync(message))),
                .. call.Attempts.Select(attempt => (Func<CallScene, Task>)(instance => instance.NotifyAsync(call.CallSid, attempt))),
            ];
            // Twilio's own repetition arrives later.
            var repeated = call.Messages.Where(_ => random.Next(4) == 0).Select(message => message with { ReceivedAt = message.ReceivedAt.AddMinutes(1) })
                .Select(message => (Func<CallScene, Task>)(instance => instance.ProcessAsync(message)));
            Func<CallScene, Task>[] runs = [.. once, .. once.Where(_ => random.Next(3) == 0), .. repeated];
            random.Shuffle(runs);
            var atOnce = random.Next(1, 6);

            await Parallel.ForEachAsync(runs.Index(), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (run, _) => await run.Item(instances[run.Index % 2]));

            Assert.Equal(Told(call.Record), Told(await instances[0].RecordAsync(call.CallSid)));
            var entry = Assert.Single(await instances[0].EntriesAsync(call.CallSid));
            var expected = CallListing.Create(call.CallSid, CallFacts.Create(call.Record));
            Assert.Equal(CallIndexKey.Of(expected), new CallIndexKey(entry.PartitionKey, entry.RowKey));
            Assert.Equivalent(expected, CallListingColumns.Read(entry), strict: true);
        }
    }

    private static string Told(CallRecord call) => JsonSerializer.Serialize((object)CallStory.Of(call)) + JsonSerializer.Serialize(call with { ListedAccountSid = null });

    private static IEnumerable<TableEntity> RowsOf(Envelope message) => message.Type switch
    {
        EnvelopeKinds.VoiceIncoming => [IncomingRequestColumns.Write("CA1", message).Row],
        EnvelopeKinds.VoiceStatus => [StatusCallbackColumns.Write("CA1", message).Row],
        EnvelopeKinds.VoiceRecordingStatus => [RecordingCallbackColumns.Write(RecordingCallback.Of(message.Payload!, message.ReceivedAt)!, message).Row],
        EnvelopeKinds.ProxyCallback => [ProxyInteractionColumns.Write("CA1", ProxyInteraction.Of(message.Payload!, message.ReceivedAt)!, message).Row],
        EnvelopeKinds.ProxyIntercept when BlockedInteraction.Parse(message.Payload!) is var blocked =>
            [ProxyInteractionColumns.Write("CA1", ProxyInteraction.Of(blocked.Form, message.ReceivedAt, blocked.Reason)!, message).Row],
        _ when EventTypes.IsCallSummary(message.Type) => [SummaryStage.Of(CallSummary.Of(CloudEvent.Parse(message.Payload!))).Write("CA1")],
        _ => [Row("event|" + message.Id, row => EventColumns.Write(row, message, CloudEvent.Parse(message.Payload!)))],
    };

    private static TableEntity Row(string key, Action<TableEntity> write)
    {
        var row = new TableEntity("CA1", key);
        write(row);
        return row;
    }
}
