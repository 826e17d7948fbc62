using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using TwilioFunctions.Calls;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using Xunit.Abstractions;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// Every webhook of a day with five hundred calls, shuffled, one in ten sent twice, signed by Twilio's npm package: what the app tells
/// of each call is what its webhooks tell in order.
/// </summary>
public sealed class StoryOfADayTests(ITestOutputHelper output)
{
    private const int Calls = 500;
    private const int Concurrency = 16;

    private static readonly DateOnly Day = new(2026, 11, 20);

    // A webhook's message makes up to five requests to the emulator.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task EachCallsDocument_IsThatOfItsWebhooksInOrder()
    {
        var day = SimulatedDay.Of(Calls, seed: 3, Day, AppProcess.AccountSid, WebhookKind.All);
        SimulatedWebhook[] webhooks = [.. day.Sequences.SelectMany(sequence => sequence.Webhooks)];
        SimulatedWebhook[] sent = [.. webhooks, .. webhooks.Where((_, index) => index % 10 == 0)];
        new Random(4).Shuffle(sent);

        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        await using var twilio = await NodeTwilio.StartAsync();
        await using (var app = await AppProcess.StartAsync(azurite.ConnectionString))
        {
            using var client = new HttpClient();
            await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (webhook, _) => await SendAsync(client, twilio, app, webhook));
            await EmptyAsync(azurite.ConnectionString, QueueNames.CallEvents);
            await EmptyAsync(azurite.ConnectionString, QueueNames.CallSummaries);
            output.WriteLine($"{sent.Length} webhooks of {day.Calls.Count} calls and {day.Messages.Count} messages");

            foreach (var call in day.Calls)
            {
                // The last messages are away from the queue while they are still worked on.
                var (expected, told) = await Eventually.CompleteAsync(
                    async () => (Expected(call), await ToldAsync(client, app, call.Sid)), pair => JsonNode.DeepEquals(pair.Item1, pair.Item2), TimeSpan.FromSeconds(20));
                Assert.True(JsonNode.DeepEquals(expected, told), $"{call.Sid}: expected\n{expected}\nwas told\n{told}");
            }
            Assert.Equal(day.Calls.Select(call => call.Sid).Order(StringComparer.Ordinal), await ListedAsync(client, app, [.. day.Calls.Select(call => call.Sid)]));
        }
        await azurite.DisposeAsync();
    }

    private static async Task SendAsync(HttpClient client, NodeTwilio twilio, AppProcess app, SimulatedWebhook webhook)
    {
        while (true)
        {
            using var request = await twilio.RequestAsync(webhook, new Uri(app.BaseUrl).GetLeftPart(UriPartial.Authority), AppProcess.AuthToken);
            using var response = await client.SendAsync(request);
            // A busy machine may take longer than the webhook's deadline; Twilio sends again then.
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                continue;
            Assert.True(
                response.IsSuccessStatusCode || (webhook.Kind == WebhookKind.CallNotification && response.StatusCode == HttpStatusCode.NotFound),
                $"{webhook.Kind.Name}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return;
        }
    }

    private static async Task EmptyAsync(string connectionString, string name)
    {
        var queue = new QueueClient(connectionString, name);
        Assert.Equal(0, await Eventually.CompleteAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount, count => count == 0, Patience));
    }

    private static async Task<JsonNode?> ToldAsync(HttpClient client, AppProcess app, string callSid)
    {
        using var response = await client.GetAsync($"{app.BaseUrl}calls/{callSid}");
        return response.IsSuccessStatusCode ? Comparable(await response.Content.ReadAsStringAsync()) : null;
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(HttpClient client, AppProcess app, HashSet<string> callSids)
    {
        var listed = new List<string>();
        // A call that began before midnight may end, and be told of, on the day after.
        foreach (var date in (DateOnly[])[Day.AddDays(-1), Day, Day.AddDays(1)])
        {
            string? token = null;
            do
            {
                var page = JsonNode.Parse(await client.GetStringAsync($"{app.BaseUrl}calls?date={date:yyyy-MM-dd}&pageSize=1000&continuationToken={token}"))!;
                listed.AddRange(page["calls"]!.AsArray().Select(call => call!["callSid"]!.GetValue<string>()).Where(callSids.Contains));
                token = page["continuationToken"]?.GetValue<string>();
            }
            while (token is not null);
        }
        return [.. listed.Order(StringComparer.Ordinal)];
    }

    /// <summary>Computed from the webhooks alone, one after the other as they happened.</summary>
    private static JsonNode? Expected(WebhookSequence call)
    {
        var record = call.Webhooks.Aggregate(new CallRecord(call.Sid), With);
        return Comparable(JsonSerializer.Serialize(record.ToResponse(), ContractsJson.Api.CallResponse));
    }

    private static CallRecord With(CallRecord record, SimulatedWebhook webhook)
    {
        var form = webhook.UrlEncoded;
        if (webhook.Kind == WebhookKind.IncomingCall)
            return record with { Requests = [.. record.Requests, IncomingRequest.Of(form, "", "<Response/>", webhook.Time)] };
        if (webhook.Kind == WebhookKind.CallStatus)
            return record with { Statuses = [.. record.Statuses, StatusCallback.Of(form, webhook.Time)] };
        if (webhook.Kind == WebhookKind.RecordingStatus)
            return record with { Recordings = [.. record.Recordings, RecordingCallback.Of(form, webhook.Time)!] };
        if (webhook.Kind == WebhookKind.ProxyCallback)
            return record with { Interactions = [.. record.Interactions, ProxyInteraction.Of(form, webhook.Time)!] };
        if (webhook.Kind != WebhookKind.CallSummary)
            return record;

        var summary = CallSummary.Of(EventBatch.Parse(webhook.Json).Events.Single());
        return record with
        {
            Summary = record.Summary is { } kept && kept.Rank.Beats(summary.Rank) ? kept : summary,
            Stages = [.. record.Stages, new SummaryStage(summary.EventId, summary.Stage, summary.EventTime, summary.State, summary.ProcessingVersion)],
        };
    }

    /// <summary>Without what depends on when, and so in which order, a webhook arrived; lists sorted by their text.</summary>
    private static JsonNode Comparable(string document)
    {
        var call = JsonNode.Parse(document)!.AsObject();
        var timeline = call["timeline"]!.AsArray();
        var times = timeline.Select(entry => entry!["time"]?.GetValue<DateTimeOffset>()).OfType<DateTimeOffset>().ToArray();
        Assert.Equal(times.Order(), times);
        foreach (var entry in timeline.Select(entry => entry!.AsObject()).Where(entry => entry["kind"]!.GetValue<string>() is "recording" or "incoming"))
        {
            entry.Remove("time");
            if (entry["kind"]!.GetValue<string>() == "incoming")
                entry["text"] = "answered";
        }
        call["incomingRequests"] = call["incomingRequests"]!.AsArray().Count;
        return Sorted(call);
    }

    private static JsonNode Sorted(JsonNode node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => item is null ? null : Sorted(item.DeepClone())).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]);
            case JsonObject members:
                return new JsonObject(members.Where(member => member.Key != "receivedAt").Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value.DeepClone()))));
            default:
                return node.DeepClone();
        }
    }
}
