using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TwilioFunctions.Azurite;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.CallNotifications;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Faults;

/// <summary>One run of <c>faults</c>.</summary>
internal sealed class FaultsRun(Checkout checkout, int webhooks, int notifications, int perThousand, int seed, IAnsiConsole console)
{
    private const int InstanceCount = 3;
    private const int Concurrency = 16;
    private const int CallsADay = 500;

    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly TimeSpan PauseBetweenKills = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PauseBeforeResend = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Those whose 2xx means that they are durable. An incoming call is answered even where storage doesn't take its record in time.
    private static readonly WebhookKind[] Kinds = [WebhookKind.CallStatus, WebhookKind.RecordingStatus, WebhookKind.CallSummary, WebhookKind.ProxyCallback];

    private readonly ConcurrentQueue<SimulatedWebhook> accepted = new();
    private readonly ConcurrentQueue<string> announced = new();
    private int resent;

    public async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        await using var devices = await RungDevices.StartAsync(cancellationToken);
        await using var storage = await TemporaryStorage.StartAsync(checkout, cancellationToken);
        await using var queueProxy = await FaultyStorage.StartAsync(storage.Ports.Queue, perThousand, seed, cancellationToken);
        await using var tableProxy = await FaultyStorage.StartAsync(storage.Ports.Table, perThousand, seed + 1, cancellationToken);
        var faulty = AzuriteServer.ConnectionStringFor(storage.Ports with { Queue = queueProxy.Port, Table = tableProxy.Port });
        await BindAsync(storage, devices.Origin, cancellationToken);

        using (var stop = new CancellationTokenSource())
        await using (var instances = await KilledInstances.StartAsync(checkout, faulty, SettingsFor(devices), InstanceCount, seed + 2, cancellationToken))
        {
            var killing = instances.KillAsync(PauseBetweenKills, stop.Token, cancellationToken);
            await SendAllAsync(instances, cancellationToken);
            console.WriteLine($"{accepted.Count} webhooks and {announced.Count} call notifications accepted, {resent} sent again; waiting for the queues …");
            await stop.CancelAsync();
            await killing;
            (queueProxy.IsFaulty, tableProxy.IsFaulty) = (false, false);
            await EmptyAsync(storage, cancellationToken);
            console.WriteLine($"{instances.Kills} kills; {queueProxy.Faults + tableProxy.Faults} of {queueProxy.Requests + tableProxy.Requests} storage requests disturbed");
        }
        return await ChecksAsync(storage, devices, cancellationToken);
    }

    private static Dictionary<string, string> SettingsFor(RungDevices devices) => new()
    {
        ["Channels__Webhook__AllowedOrigins__0"] = devices.Origin,
        // A killed instance holds its messages until their lease ends; a phone would have stopped ringing by then.
        ["CallNotifications__TimeToLive"] = "00:10:00",
        [LoadedApp.HostJson("extensions:queues:visibilityTimeout")] = "00:00:01",
        [LoadedApp.HostJson("extensions:queues:leaseDuration")] = "00:00:20",
        // Kills count as tries: what five killed runs had is a dead letter, which is right and isn't what is measured here.
        [LoadedApp.HostJson("extensions:queues:maxDequeueCount")] = "50",
    };

    private static async Task BindAsync(TemporaryStorage storage, string origin, CancellationToken cancellationToken)
    {
        var tables = await storage.TablesWithAsync(TableNames.ClientBindings, new TableClientOptions(), cancellationToken);
        var store = new ClientBindingStore(tables, Options.Create(new BindingsOptions()), TimeProvider.System, NullLogger<ClientBindingStore>.Instance);
        var binding = new ClientBinding
        {
            AccountSid = LoadedApp.Account.Sid,
            Identity = RungDevices.Identity,
            BindingId = "phone",
            Address = new WebhookAddress($"{origin}/phone", RungDevices.Secret, SecondarySecret: null),
        };
        await store.PutAsync(binding, WriteCondition.None, cancellationToken);
    }

    private async Task SendAllAsync(KilledInstances instances, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(15) };
        var signer = new WebhookSigner(LoadedApp.Account);
        var number = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Requests(), parallel, async (webhook, stop) =>
        {
            while (true)
            {
                var target = instances.Next(Interlocked.Increment(ref number)).Target(webhook.Path);
                using var request = signer.Sign(target, webhook);
                if (await IsAcceptedAsync(http, request, stop))
                    break;
                Interlocked.Increment(ref resent);
                await Task.Delay(PauseBeforeResend, stop);
            }
            accepted.Enqueue(webhook);
        });
    }

    /// <summary>Webhooks of whole days, shuffled, with call notifications among them; one of ten is sent twice.</summary>
    private SimulatedWebhook[] Requests()
    {
        var random = new Random(seed);
        var requests = new List<SimulatedWebhook>();
        for (var day = seed; requests.Count < webhooks; day++)
            requests.AddRange(SimulatedDay.Of(CallsADay, day, Day, LoadedApp.Account.Sid, Kinds).Calls.SelectMany(call => call.Webhooks));
        requests.AddRange([.. requests.Where(_ => random.Next(10) == 0)]);
        for (var ring = 0; ring < notifications; ring++)
        {
            var call = new ClientCall(LoadedApp.Account.Sid, "client:alice", ClientCall.ClientAddress(RungDevices.Identity), []);
            var notification = SimulatedNotification.Of(call, random);
            announced.Enqueue(notification.MessageId);
            requests.Add(new SimulatedWebhook(WebhookKind.CallNotification, notification.MessageId, DateTime.UnixEpoch) { Json = notification.Body });
        }
        var shuffled = requests.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static async Task<bool> IsAcceptedAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 500)
                throw new CommandFailedException($"{request.RequestUri!.AbsolutePath} was answered {(int)response.StatusCode}, which loses the webhook.");
            return response.IsSuccessStatusCode;
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException || (dead is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static async Task EmptyAsync(TemporaryStorage storage, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        foreach (var queue in QueueNames.AllWithPoison)
            await (await storage.QueueAsync(queue, either.Token)).AtMostAsync(0, either.Token);
    }

    private async Task<IReadOnlyList<Check>> ChecksAsync(TemporaryStorage storage, RungDevices devices, CancellationToken cancellationToken)
    {
        var tables = new TableServiceClient(storage.ConnectionString);
        var calls = new CallStore(tables, new CallWriter(tables, new RetentionIndex(tables, TimeProvider.System)));
        var rows = await RowKeysAsync(tables, cancellationToken);
        var entries = await EntriesAsync(tables, cancellationToken);
        var sids = rows.Where(row => row.Row == "call").Select(row => row.Partition).ToList();

        var different = 0;
        foreach (var sid in sids)
        {
            var story = CallStory.Of((await calls.FindAsync(sid, cancellationToken))!);
            if (!entries.TryGetValue(sid, out var listed) || listed.Count != 1 || listed[0] != (story.State, story.From, story.To, story.StartTime, story.EndTime, story.Summary?.EventId is not null))
                different++;
        }

        var summaries = accepted.Where(webhook => webhook.Kind == WebhookKind.CallSummary).Select(webhook => CallSummary.Of(EventBatch.Parse(webhook.Json).Events.Single())).ToList();
        var winners = summaries.GroupBy(summary => summary.CallSid).Select(call => $"{call.Key} {call.Aggregate((best, next) => best.Rank.Beats(next.Rank) ? best : next).EventId}");
        var kept = await WinnersAsync(tables, cancellationToken);
        var deadLetters = await DeadLettersAsync(tables, cancellationToken);
        return
        [
            Rows("status callbacks", WebhookKind.CallStatus, "status|", webhook => [webhook.Sid]),
            Rows("recording callbacks", WebhookKind.RecordingStatus, "recording|", webhook => [webhook.Sid]),
            Rows("Proxy interactions, by call", WebhookKind.ProxyCallback, "proxy|", webhook => ProxyInteraction.Of(webhook.UrlEncoded, default)!.Owners),
            Check.Of("summaries that came", summaries.Select(summary => $"{summary.CallSid} {summary.EventId}"), rows.Where(row => row.Row.StartsWith("stage|", StringComparison.Ordinal)).Select(row => $"{row.Partition} {row.Row[6..]}")),
            Check.Of("summaries that stay", winners, kept),
            Check.Of("calls in the list", sids, entries.SelectMany(call => call.Value.Select(_ => call.Key))),
            new Check("list entries that say what the story says", sids.Count, sids.Count - different, different),
            Check.Of("call notifications that rang", announced, devices.Rung.Keys),
            new Check("of them again, since a kill came between ring and record", 0, devices.Repeated, 0),
            new Check("dead letters", 0, deadLetters, deadLetters),
        ];

        Check Rows(string name, WebhookKind kind, string prefix, Func<SimulatedWebhook, IEnumerable<string>> owners)
        {
            var sent = accepted.Where(webhook => webhook.Kind == kind).DistinctBy(webhook => (webhook.Sid, webhook.UrlEncoded)).SelectMany(owners).Order(StringComparer.Ordinal).ToList();
            var found = rows.Where(row => row.Row.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Partition).Order(StringComparer.Ordinal).ToList();
            var missing = sent.GroupBy(sid => sid).Sum(call => Math.Abs(call.Count() - found.Count(sid => sid == call.Key)));
            return new Check(name, sent.Count, found.Count, missing + found.Except(sent).Count());
        }
    }

    private static async Task<List<(string Partition, string Row)>> RowKeysAsync(TableServiceClient tables, CancellationToken cancellationToken)
    {
        var rows = new List<(string, string)>();
        await foreach (var row in tables.GetTableClient(TableNames.Calls).QueryAsync<TableEntity>("", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            rows.Add((row.PartitionKey, row.RowKey));
        return rows;
    }

    private static async Task<Dictionary<string, List<(string? State, string? From, string? To, DateTimeOffset? Start, DateTimeOffset? End, bool IsSummarized)>>> EntriesAsync(
        TableServiceClient tables, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, List<(string?, string?, string?, DateTimeOffset?, DateTimeOffset?, bool)>>();
        await foreach (var row in tables.GetTableClient(TableNames.CallIndex).QueryAsync<TableEntity>("", cancellationToken: cancellationToken))
        {
            var sid = row.GetString("CallSid");
            if (!entries.TryGetValue(sid, out var listed))
                entries[sid] = listed = [];
            listed.Add((row.GetString("State"), row.GetString("From"), row.GetString("To"), row.GetDateTimeOffset("StartTime"), row.GetDateTimeOffset("EndTime"), row.GetString("Stage") is not null));
        }
        return entries;
    }

    private static async Task<List<string>> WinnersAsync(TableServiceClient tables, CancellationToken cancellationToken)
    {
        var winners = new List<string>();
        await foreach (var row in tables.GetTableClient(TableNames.Calls).QueryAsync<TableEntity>($"RowKey eq '{CallSummaryStore.RowKey}'", select: ["PartitionKey", "EventId"], cancellationToken: cancellationToken))
            winners.Add($"{row.PartitionKey} {row.GetString("EventId")}");
        return winners;
    }

    private static async Task<int> DeadLettersAsync(TableServiceClient tables, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var queue in QueueNames.All)
        {
            await foreach (var _ in tables.GetTableClient(TableNames.DeadLetters).QueryAsync<TableEntity>($"PartitionKey eq '{queue}'", cancellationToken: cancellationToken))
                count++;
        }
        return count;
    }
}
