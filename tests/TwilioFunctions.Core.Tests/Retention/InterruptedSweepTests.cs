using Azure;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>Whatever ends a sweep, or happens beside it, the next one finds the rest.</summary>
[Collection(RetentionTests.Name)]
public sealed class InterruptedSweepTests(StorageFixture storage)
{
    private static readonly TimeSpan AllExpired = TimeSpan.FromDays(92);

    [Fact]
    public async Task SweepThatFailsAtAnyRequest_LeavesNothingThatNothingLeadsTo_AndTheNextFinishes()
    {
        for (var failing = 1; ; failing++)
        {
            var scene = await SweepScene.CreateAsync(storage);
            await scene.EverythingAsync();
            await scene.StatusAsync("CA11");
            var listed = await scene.RowsAsync(TableNames.CallIndex);
            scene.Time.Advance(AllExpired);
            var requests = new HookedRequests(number => number >= failing ? throw new RequestFailedException(503, "The server is busy.") : Task.CompletedTask);

            var isFinished = await IsFinishedAsync(() => scene.SweepAsync(requests));

            await EverythingLeftIsLedToAsync(scene, listed);
            if (isFinished)
            {
                Assert.Empty(await scene.RowsAsync());
                Assert.True(failing > 30, $"Only {failing} requests were made.");
                return;
            }
            Assert.True((await scene.SweepAsync()).IsFinished);
            Assert.Empty(await scene.RowsAsync());
        }
    }

    [Fact]
    public async Task EventThatComesAtAnyRequest_IsRemovedWithItsCallOrWhenItHasExpiredItself()
    {
        for (var coming = 1; ; coming++)
        {
            var scene = await SweepScene.CreateAsync(storage);
            await scene.StatusAsync("CA1");
            var listed = await scene.RowsAsync(TableNames.CallIndex);
            scene.Time.Advance(AllExpired);
            var requests = new HookedRequests(number => number == coming ? scene.StatusAsync("CA1", "in-progress") : Task.CompletedTask);

            Assert.True((await scene.SweepAsync(requests)).IsFinished);

            await EverythingLeftIsLedToAsync(scene, listed: []);
            scene.Time.Advance(AllExpired);
            await scene.SweepAsync();
            Assert.Empty(await scene.RowsAsync());
            Assert.NotEmpty(listed);
            if (requests.Count < coming)
                return;
        }
    }

    [Fact]
    public async Task PayloadThatIsRenewedAtAnyRequest_Stays()
    {
        for (var coming = 1; ; coming++)
        {
            var scene = await SweepScene.CreateAsync(storage);
            var parked = (await scene.ParkedMessageAsync()).Parked!;
            scene.Time.Advance(AllExpired);
            var isRenewed = false;
            var requests = new HookedRequests(async number =>
            {
                if (number == coming)
                    isRenewed = await scene.ParkedPayloads.RenewAsync(parked, CancellationToken.None);
            });

            await scene.SweepAsync(requests);

            if (isRenewed)
                Assert.Equal(100_000, (await scene.ParkedPayloads.ReadAsync(parked, CancellationToken.None)).Length);
            scene.Time.Advance(AllExpired);
            await scene.SweepAsync();
            Assert.Empty(await scene.RowsAsync());
            if (requests.Count < coming)
                return;
            Assert.True(isRenewed || coming > 1);
        }
    }

    [Fact]
    public async Task BudgetThatIsUsedUp_EndsTheSweepAndTheNextGoesOn()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.EverythingAsync();
        scene.Time.Advance(AllExpired);
        var requests = new HookedRequests(number =>
        {
            if (number == 20)
                scene.Time.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        });

        Assert.False((await scene.SweepAsync(requests)).IsFinished);
        Assert.InRange(requests.Count, 20, 40);
        Assert.True((await scene.SweepAsync()).IsFinished);

        Assert.Empty(await scene.RowsAsync());
    }

    [Fact]
    public async Task HostThatStops_EndsTheSweepWithoutAFault()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.EverythingAsync();
        scene.Time.Advance(AllExpired);
        using var stop = new CancellationTokenSource();
        var requests = new HookedRequests(number => number == 5 ? stop.CancelAsync() : Task.CompletedTask);

        Assert.False((await scene.SweepAsync(requests, stop.Token)).IsFinished);

        Assert.NotEmpty(await scene.RowsAsync(TableNames.Calls));
    }

    [Fact]
    public async Task SweepsAtOnce_AreHarmless()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.EverythingAsync();
        scene.Time.Advance(AllExpired);

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.SweepAsync()));

        Assert.All(reports, report => Assert.True(report.IsFinished));
        Assert.Empty(await scene.RowsAsync());
    }

    private static async Task<bool> IsFinishedAsync(Func<Task<Core.Retention.SweepReport>> sweep)
    {
        try
        {
            return (await sweep()).IsFinished;
        }
        catch (RequestFailedException)
        {
            return false;
        }
    }

    /// <summary>An entry of the index goes after the rows of its call, and a lead after all that it leads to.</summary>
    private static async Task EverythingLeftIsLedToAsync(SweepScene scene, IReadOnlyList<string> listed)
    {
        var rows = await scene.RowsAsync();
        var left = rows.Select(row => row.Split('/')).ToList();
        var leads = left.Where(row => row[0] == TableNames.RetentionIndex).Select(row => row[2]).ToHashSet(StringComparer.Ordinal);
        Assert.All(left.Where(row => row[0] is TableNames.Calls or TableNames.ParkedPayloads), row => Assert.Contains(row[1], leads));

        foreach (var gone in listed.Except(rows).Select(row => row.Split('/')).Select(row => new CallIndexKey(row[1], row[2])).Where(key => key.Day != CallIndexKey.UnknownDay))
            Assert.DoesNotContain(left, row => row[0] == TableNames.Calls && row[1] == gone.CallPartition);
    }
}
