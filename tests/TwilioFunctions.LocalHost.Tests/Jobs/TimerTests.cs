using System.Text.Json;
using Azure.Storage.Blobs;
using TwilioFunctions.LocalHost.Tests.Hosting;
using TwilioFunctions.Testing;

namespace TwilioFunctions.LocalHost.Tests.Jobs;

public sealed class TimerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly Storage storage = new(azurite.ConnectionString);

    [Fact]
    public async Task RunOnStartup_RunsAtOnce()
    {
        await using var host = await HostProcess.StartAsync(storage.Settings("AtStart"));

        var seen = await host.Journal.NextAsync("AtStart");

        using var timer = JsonDocument.Parse(seen.GetProperty("timer").GetString()!);
        Assert.Equal(JsonValueKind.Null, timer.RootElement.GetProperty("ScheduleStatus").ValueKind);
        Assert.False(timer.RootElement.GetProperty("IsPastDue").GetBoolean());
        Assert.True(DateTimeOffset.TryParse(seen.GetProperty("BindingData").GetProperty("TimerTrigger").GetString(), out _));
        Assert.Contains("AtStart: timerTrigger 1.00:00:00", host.Output);
    }

    [Fact]
    public async Task ScheduleOfASetting_OutlivesFailuresAndDoesNotOverlap()
    {
        await using var host = await HostProcess.StartAsync(storage.Settings("Tick", "FailTick", "GatedTick"));

        // Several are due while the gate is closed.
        await host.Journal.NextAsync("GatedTick");
        for (var tick = 0; tick < 3; tick++)
        {
            Assert.Equal(JsonValueKind.Null, (await host.Journal.NextAsync("Tick")).GetProperty("ScheduleStatus").ValueKind);
            await host.Journal.NextAsync("FailTick");
        }

        Assert.Single(host.Journal.Of("GatedTick"));
        Assert.Contains("Tick: timerTrigger * * * * * *", host.Output);
        await host.PrintsAsync("fail Function.FailTick: Executed 'Functions.FailTick' (Failed");

        // The SDK cancels a timer function that runs, and waits for it.
        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Equal(["False", "cancelled"], host.Journal.Of("GatedTick").Select(entry => entry.Seen.ToString()));
    }

    [Fact]
    public async Task RunThatWasMissed_IsMadeUpForAtTheStart()
    {
        var status = new BlobContainerClient(azurite.ConnectionString, "azure-webjobs-hosts");
        await status.CreateIfNotExistsAsync();
        // Where the host in Azure stores it, too.
        var blob = status.GetBlobClient($"timers/{storage.Prefix[..32]}/Host.Functions.Tick/status");
        var last = DateTime.UtcNow.Date.AddDays(-2);
        await blob.UploadAsync(BinaryData.FromObjectAsJson(new { Last = last, Next = last.AddDays(1), LastUpdated = last }));
        var settings = new Dictionary<string, string>(storage.Settings("Tick")) { ["Tick__Schedule"] = "0 0 0 * * *" };

        await using (var host = await HostProcess.StartAsync(settings))
        {
            var seen = await host.Journal.NextAsync("Tick");
            Assert.True(seen.GetProperty("IsPastDue").GetBoolean());
            Assert.Equal(last, seen.GetProperty("ScheduleStatus").GetProperty("Last").GetDateTime().ToUniversalTime());
            await Eventually.IsTrueAsync(async () => (await StatusAsync(blob)).GetProperty("Last").GetDateTime() > last.AddDays(1));
            await host.SignalAsync("TERM");
            Assert.Equal(0, await host.ExitCodeAsync());
        }

        // The next start finds nothing to make up for.
        await using var again = await HostProcess.StartAsync(new Dictionary<string, string>(settings) { ["AzureWebJobs.AtStart.Disabled"] = "false" });
        await again.Journal.NextAsync("AtStart");
        await again.SignalAsync("TERM");
        Assert.Equal(0, await again.ExitCodeAsync());
        Assert.Empty(again.Journal.Of("Tick"));
    }

    [Fact]
    public async Task TwoInstances_RunATimerOnOneOfThemUntilItEnds()
    {
        using var journal = new Journal();
        await using var one = await HostProcess.StartAsync(storage.Settings("Tick"), journal: journal);
        await journal.NextAsync("Tick");
        await using var other = await HostProcess.StartAsync(storage.Settings("Tick"), journal: journal);
        var worker = await one.WorkerIdAsync();
        for (var tick = 0; tick < 4; tick++)
            await journal.NextAsync("Tick");
        Assert.All(journal.Of("Tick"), entry => Assert.Equal(worker, entry.Worker));

        // It holds the lease no longer, and the other one asks for it every 15 s.
        await one.SignalAsync("TERM");
        Assert.Equal(0, await one.ExitCodeAsync());

        var next = await other.WorkerIdAsync();
        await Eventually.IsTrueAsync(() => journal.Of("Tick").Any(entry => entry.Worker == next));
    }

    private static async Task<JsonElement> StatusAsync(BlobClient blob) => (await blob.DownloadContentAsync()).Value.Content.ToObjectFromJson<JsonElement>();
}
