using System.Collections.Concurrent;
using System.Net;
using Azure.Data.Tables;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using Xunit.Abstractions;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// The auth token is rotated as docs/operate.md says while a hundred webhooks a second arrive, signed by Twilio's npm package: the
/// new token is accepted beside the old, Twilio moves to it, the old one goes. Each change of a setting starts the app anew.
/// </summary>
[Collection(MachineOfItsOwn.Name)]
public sealed class TokenRotationTests(ITestOutputHelper output)
{
    private const int Rate = 100;
    private const int MovingOver = 800;
    private const string Old = "the-old-auth-token-of-the-tests";
    private const string New = "the-new-auth-token-of-the-tests";
    private const string PublicOrigin = "https://hooks.example.com";
    // A record must pass the worker's filter and the host's: docs/operate.md.
    private const string WorkerLevel = "Logging__LogLevel__TwilioFunctions.Signatures";
    private const string HostLevel = "AzureFunctionsJobHost__logging__logLevel__Function";

    // A decision of Proxy's and a call for a client without a device are refusals by their meaning: they prove nothing here.
    private static readonly WebhookKind[] Kinds =
        [WebhookKind.IncomingCall, WebhookKind.CallStatus, WebhookKind.RecordingStatus, WebhookKind.CallSummary, WebhookKind.ProxyCallback, WebhookKind.ProxyOutOfSession];

    // What the answer promises to keep: the rows that tell of it, and how many. Proxy tells of two calls, the one in and the one out.
    private static readonly (WebhookKind Kind, string Prefix, int Rows)[] Kept =
        [(WebhookKind.CallStatus, "status|", 1), (WebhookKind.RecordingStatus, "recording|", 1), (WebhookKind.ProxyCallback, "proxy|", 2), (WebhookKind.CallSummary, "stage|", 1)];

    private readonly ConcurrentDictionary<(WebhookKind Kind, string Token), int> accepted = new();
    private readonly ConcurrentQueue<string> refused = [];
    private readonly ConcurrentDictionary<string, int> faults = new();
    private readonly Random random = new(1);

    // The lease of a message is ten minutes under Core Tools.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(AppOutput.Host == HostKind.Func ? 15 : 2);

    // The webhook with which Twilio begins to move to the new token; it has moved MovingOver webhooks later.
    private volatile int moving = int.MaxValue;

    [Fact]
    public async Task TokenIsRotatedUnderLoad_NotOneWebhookIsRefusedOrLost()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        await using var twilio = await NodeTwilio.StartAsync();
        await using (var app = new FrontEnd(azurite.ConnectionString, PublicOrigin))
        {
            using var webhooks = Webhooks().GetEnumerator();
            var load = new SteadyLoad(Rate, number =>
            {
                webhooks.MoveNext();
                return SendAsync(app, twilio, webhooks.Current, TokenOf(number));
            });

            var before = await app.AddAsync(Tokens(Old));
            load.Start();
            await load.SentAsync(200);

            var during = await app.AddAsync(Tokens(Old, New));
            await load.SentAsync(200);
            await app.RemoveAsync(before);

            moving = load.Count;
            await load.SentAsync(MovingOver + 200);

            var after = await app.AddAsync(Tokens(New));
            await load.SentAsync(200);
            await app.RemoveAsync(during);
            await load.SentAsync(200);
            await load.StopAsync();

            Report(load);
            Assert.Empty(refused);
            Assert.Equal(load.Count, accepted.Values.Sum());
            Assert.All(Kinds.SelectMany(kind => new[] { (kind, Old), (kind, New) }), key => Assert.True(accepted.GetValueOrDefault(key) > 0, $"{key}"));
            await AssertAllKeptAsync(azurite.ConnectionString);
            AssertKeysUsed(before, ["primary"]);
            AssertKeysUsed(during, ["primary", "secondary"]);
            AssertKeysUsed(after, ["primary"]);
            await AssertOldTokenIsRefusedAsync(app, twilio, after);
        }
        await azurite.DisposeAsync();
    }

    /// <summary>All webhooks of calls, one call after the other, for as long as they are wanted.</summary>
    private static IEnumerable<SimulatedWebhook> Webhooks() => Enumerable.Range(1, int.MaxValue)
        .SelectMany(seed => SimulatedDay.Of(20, seed, new DateOnly(2026, 11, 20), AppProcess.AccountSid, Kinds).Calls)
        .SelectMany(call => call.Webhooks);

    private static Dictionary<string, string> Tokens(string primary, string secondary = "") => new()
    {
        ["Twilio__Accounts__0__AuthToken"] = primary,
        ["Twilio__Accounts__0__SecondaryAuthToken"] = secondary,
        [WorkerLevel] = "Debug",
        [HostLevel] = "Debug",
        // One message at a time: the load is for the door, and the machine for the load. What is queued is processed after it.
        ["AzureFunctionsJobHost__extensions__queues__batchSize"] = "1",
        ["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "0",
        // A host that stops may have asked for a message whose response it doesn't wait for: such a message comes back when its lease ends.
        ["AzureFunctionsJobHost__extensions__queues__leaseDuration"] = "00:00:30",
    };

    /// <summary>Twilio promotes a token in one place after the other: for a while each of them signs.</summary>
    private string TokenOf(int number) => random.Next(MovingOver) < number - moving ? New : Old;

    /// <summary>Sends it again after a fault, as Twilio does; a refusal is for good.</summary>
    private async Task SendAsync(FrontEnd app, NodeTwilio twilio, SimulatedWebhook webhook, string token)
    {
        while (true)
        {
            try
            {
                using var response = await app.SendAsync(origin => twilio.RequestAsync(webhook, PublicOrigin, token, origin));
                if (response.IsSuccessStatusCode)
                {
                    accepted.AddOrUpdate((webhook.Kind, token), 1, (_, count) => count + 1);
                    return;
                }

                if ((int)response.StatusCode < 500)
                {
                    refused.Enqueue($"{webhook.Kind.Name}, signed with {token}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                    return;
                }

                // A storage fault: Azurite is slower than the app's deadline on a machine that does much else.
                Count($"{(int)response.StatusCode}");
            }
            catch (TaskCanceledException)
            {
                Count("no answer in time");
            }

            await Task.Delay(200);
        }
    }

    private void Count(string fault) => faults.AddOrUpdate(fault, 1, (_, count) => count + 1);

    private void Report(SteadyLoad load)
    {
        int Signed(string token) => accepted.Where(count => count.Key.Token == token).Sum(count => count.Value);
        output.WriteLine(
            $"{load.Count} webhooks in {load.Elapsed.TotalSeconds:0.0} s, {load.Count / load.Elapsed.TotalSeconds:0.0} a second, {load.MostUnderWay} at once at most: "
            + $"{Signed(Old)} accepted with the old token, {Signed(New)} with the new, {refused.Count} refused; sent again after a fault: "
            + (faults.IsEmpty ? "none" : string.Join(", ", faults.Select(fault => $"{fault.Value} × {fault.Key}"))));
    }

    /// <summary>Each webhook that is to be kept has its row.</summary>
    private async Task AssertAllKeptAsync(string connectionString)
    {
        var expected = Kept.ToDictionary(kept => kept.Prefix, kept => kept.Rows * accepted.Where(count => count.Key.Kind == kept.Kind).Sum(count => count.Value));
        var kept = await Eventually.CompleteAsync(
            () => CountRowsAsync(connectionString), rows => expected.All(prefix => rows[prefix.Key] >= prefix.Value), Patience);
        output.WriteLine($"kept: {string.Join(", ", kept.Select(row => $"{row.Value} {row.Key}"))}");
        Assert.Equal(expected.OrderBy(row => row.Key), kept.OrderBy(row => row.Key));
    }

    private static async Task<Dictionary<string, int>> CountRowsAsync(string connectionString)
    {
        var rows = Kept.ToDictionary(kept => kept.Prefix, _ => 0);
        await foreach (var row in new TableClient(connectionString, TableNames.Calls).QueryAsync<TableEntity>("", select: ["RowKey"]))
        {
            if (rows.Keys.FirstOrDefault(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) is { } kind)
                rows[kind]++;
        }

        return rows;
    }

    /// <summary>The log tells when a token is no longer used, so that it can go.</summary>
    private static void AssertKeysUsed(FrontEnd.Instance instance, string[] expected)
    {
        var used = from line in instance.App.Output
                   let end = line.IndexOf(" key", StringComparison.Ordinal)
                   where end > 0 && line.Contains($"proven to be from {AppProcess.AccountSid} by its ", StringComparison.Ordinal)
                   select line[..end].Split(' ')[^1];
        Assert.Equal(expected, used.Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task AssertOldTokenIsRefusedAsync(FrontEnd app, NodeTwilio twilio, FrontEnd.Instance last)
    {
        foreach (var (kind, refusal) in new[] { (WebhookKind.CallSummary, HttpStatusCode.Unauthorized), (WebhookKind.CallStatus, HttpStatusCode.Forbidden) })
        {
            var webhook = Webhooks().First(webhook => webhook.Kind == kind);
            using var response = await app.SendAsync(origin => twilio.RequestAsync(webhook, PublicOrigin, Old, origin));
            Assert.Equal(refusal, response.StatusCode);
            Assert.Contains("Mismatch", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(2, await Eventually.CompleteAsync(
            () => Task.FromResult(last.App.Output.Count(line => line.Contains("refused, Mismatch.", StringComparison.Ordinal))), count => count >= 2, TimeSpan.FromSeconds(30)));
    }
}
