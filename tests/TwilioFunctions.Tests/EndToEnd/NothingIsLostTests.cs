using System.Net;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Simulate.CallSummaries;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using Xunit.Abstractions;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// Over two thousand events, duplicated and shuffled, signed by Twilio's npm package, while the app is killed and started again, runs
/// twice for a part of the time, and the queue service fails for a while.
/// </summary>
public sealed class NothingIsLostTests(ITestOutputHelper output)
{
    private const int Calls = 650;
    private const int Unreadable = 3;

    private static readonly DateOnly Day = new(2026, 11, 21);

    // On the real host a dead instance's messages come back after up to ten minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(AppOutput.Host == HostKind.Func ? 15 : 2);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        // The local host's own: how long a dead instance's messages stay with it.
        ["AzureFunctionsJobHost__extensions__queues__leaseDuration"] = "00:00:10",
    };

    [Fact]
    public async Task EveryEventAnswered200_IsInTheTablesExactlyOnceWithTheRightWinner()
    {
        var summaries = Summaries();
        var others = summaries.Select(call => OtherEventOf(call.Key)).ToList();
        var deliveries = summaries.SelectMany(call => call.Select(@event => new Delivery(@event.Id, @event.CallSid, Encoding.UTF8.GetString(@event.Body)))).Concat(others).ToArray();
        Assert.True(deliveries.Length >= 2000, $"{deliveries.Length} events");
        var duplicates = deliveries.Where((_, index) => index % 10 == 0).ToArray();
        var shuffled = deliveries.Concat(duplicates).ToArray();
        new Random(2).Shuffle(shuffled);

        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        await using var proxy = await FaultyProxy.StartAsync(azurite.Server.Ports.Queue);
        await using var twilio = await NodeTwilio.StartAsync();
        var connectionString = AzuriteServer.ConnectionStringFor(azurite.Server.Ports with { Queue = proxy.Port });

        await using (var instances = await Instances.StartAsync(connectionString, Settings))
        {
            using var sender = new TwilioSender(twilio, instances.Next);
            var sending = sender.SendAllAsync(shuffled);
            await DisturbAsync(sender, instances, proxy, sending);
            await sending;
            Assert.Equal(shuffled.Length, sender.Accepted);
            await SendUnreadableAsync(azurite.ConnectionString);

            var expected = summaries.ToDictionary(call => call.Key, call => call.MaxBy(@event => @event.Stage)!.Id);
            var kept = await Eventually.CompleteAsync(
                () => KeptRows.ReadAsync(azurite.ConnectionString), rows => rows.IsComplete(expected.Count, others.Count, Unreadable), Patience);

            output.WriteLine($"{shuffled.Length} webhooks, answers {string.Join(", ", sender.Answers.Select(answer => $"{(int)answer.Key}: {answer.Value}"))}; {proxy.Failures} requests to the queue service failed");
            output.WriteLine($"{kept.Winners.Count} of {expected.Count} calls, {kept.Indexed.Count} in the index, {kept.Events.Count} of {others.Count} events, {kept.DeadLetters} dead letters");
            Assert.Equal(expected.OrderBy(call => call.Key), kept.Winners.OrderBy(call => call.Key));
            Assert.Equal(expected.Keys.Order(), kept.Indexed.Order());
            Assert.Equal(others.Select(other => other.EventId).Order(), kept.Events.Order());
            Assert.Equal(Unreadable, kept.DeadLetters);
        }
        await azurite.DisposeAsync();
    }

    /// <summary>For each call, some of its three summaries.</summary>
    private static List<IGrouping<string, SimulatedEvent>> Summaries()
    {
        var random = new Random(1);
        var generator = new CallSummaryGenerator(1, AppProcess.AccountSid, Day);
        return [.. Enumerable.Range(0, Calls)
            .SelectMany(_ => generator.NextCall().Where((@event, index) => index == 1 || random.NextDouble() < 0.7))
            .GroupBy(@event => @event.CallSid)];
    }

    private static Delivery OtherEventOf(string callSid)
    {
        var id = "VW" + callSid[2..];
        return new Delivery(id, callSid, $$"""
            [{"specversion":"1.0","type":"com.twilio.voice.status-callback.call.completed","source":"/","id":"{{id}}","time":"2026-11-21T10:00:00.000Z",
              "data":{"AccountSid":"{{AppProcess.AccountSid}}","CallSid":"{{callSid}}"} }]
            """);
    }

    private static async Task DisturbAsync(TwilioSender sender, Instances instances, FaultyProxy proxy, Task sending)
    {
        await UntilAsync(() => sender.Accepted >= 200);
        await instances.KillAndRestartFirstAsync();
        await UntilAsync(() => sender.Accepted >= 600);
        await instances.StartSecondAsync();
        await UntilAsync(() => sender.Accepted >= 1000);
        proxy.Failing = true;
        await UntilAsync(() => sender.Answers.GetValueOrDefault(HttpStatusCode.ServiceUnavailable) >= 16 || instances.HaveEnded);
        proxy.Failing = false;
        await UntilAsync(() => sender.Accepted >= 1300);
        await instances.KillAndRestartFirstAsync();
        await UntilAsync(() => sender.Accepted >= 1700);
        await instances.StopSecondAsync();

        async Task UntilAsync(Func<bool> condition)
        {
            while (!condition() && !sending.IsCompleted)
            {
                if (!proxy.Failing)
                    await instances.ReviveAsync();
                await Task.Delay(20);
            }
        }
    }

    private static async Task SendUnreadableAsync(string connectionString)
    {
        var queue = new QueueClient(connectionString, QueueNames.CallSummaries, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        for (var number = 0; number < Unreadable; number++)
            await queue.SendMessageAsync($"unreadable {number}");
    }

    /// <summary>What is in the tables.</summary>
    private sealed record KeptRows(IReadOnlyList<KeyValuePair<string, string>> Winners, IReadOnlyList<string> Indexed, IReadOnlyList<string> Events, int DeadLetters)
    {
        public bool IsComplete(int winners, int events, int deadLetters) =>
            Winners.Count >= winners && Indexed.Count >= winners && Events.Count >= events && DeadLetters >= deadLetters;

        public static async Task<KeptRows> ReadAsync(string connectionString)
        {
            var calls = await RowsAsync(connectionString, TableNames.Calls, "");
            var summaries = calls.Where(row => row.RowKey == "summary");
            return new KeptRows(
                [.. summaries.Select(row => KeyValuePair.Create(row.PartitionKey, row.GetString("EventId")!))],
                [.. (await RowsAsync(connectionString, TableNames.CallIndex, "")).Select(row => row.GetString("CallSid")!)],
                [.. calls.Where(row => row.RowKey.StartsWith("event|", StringComparison.Ordinal)).Select(row => row.GetString("EventId")!)],
                (await RowsAsync(connectionString, TableNames.DeadLetters, $"PartitionKey eq '{QueueNames.CallSummaries}' or PartitionKey eq '{QueueNames.CallEvents}'")).Count);
        }

        private static async Task<List<TableEntity>> RowsAsync(string connectionString, string table, string filter)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in new TableClient(connectionString, table).QueryAsync<TableEntity>(filter))
                rows.Add(row);
            return rows;
        }
    }
}
