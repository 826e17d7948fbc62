using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class QueryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TableClient table = null!;

    public async Task InitializeAsync() => table = await TestTables.CreateAsync(azurite);

    public Task DisposeAsync() => table.DeleteAsync();

    public static TheoryData<string> EveryType => new(
        nameof(AllTypes.Text), nameof(AllTypes.Truth), nameof(AllTypes.Number), nameof(AllTypes.Duration), nameof(AllTypes.Quality),
        nameof(AllTypes.MaybeQuality), nameof(AllTypes.Id), nameof(AllTypes.Offset), nameof(AllTypes.Time), nameof(AllTypes.Bytes));

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task FilterOnEachType_FindsItsValueOnly(string property)
    {
        await table.AddEntityAsync(AllTypes.Filled());
        await table.AddEntityAsync(
            new AllTypes { RowKey = "other", Offset = DateTimeOffset.UnixEpoch, Bytes = [7], Text = "", MaybeQuality = 4 });
        var value = typeof(AllTypes).GetProperty(property)!.GetValue(AllTypes.Filled());
        var literal = TableClient.CreateQueryFilter($"{value}");

        var found = await TestTables.ToListAsync(table.QueryAsync<AllTypes>($"{property} eq {literal}"));

        Assert.Equal("r", Assert.Single(found).RowKey);
    }

    [Fact]
    public async Task Expression_FindsWhatItDescribes()
    {
        await FillAsync(5);

        var found = await TestTables.ToListAsync(
            table.QueryAsync<TableEntity>(entity => entity.PartitionKey == "p" && entity.GetInt32("N") > 2));

        Assert.Equal([3, 4], found.Select(entity => entity["N"]));
    }

    [Fact]
    public async Task MoreThanAPage_IsReadToTheEnd()
    {
        await FillAsync(1100);

        var pages = await TestTables.ToListAsync(table.QueryAsync<TableEntity>("PartitionKey eq 'p'").AsPages());

        Assert.Equal([1000, 100], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 1100).Cast<object>(), pages.SelectMany(page => page.Values).Select(entity => entity["N"]));
        Assert.Null(pages[^1].ContinuationToken);
    }

    [Fact]
    public async Task Continuation_GoesOnWhereAnotherReaderStopped()
    {
        await FillAsync(5);
        await using var first = table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages().GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());

        var rest = await TestTables.ToListAsync(table.QueryAsync<TableEntity>().AsPages(first.Current.ContinuationToken, pageSizeHint: 2));

        Assert.Equal([0, 1], first.Current.Values.Select(entity => entity["N"]));
        Assert.Equal([2, 3, 4], rest.SelectMany(page => page.Values).Select(entity => entity["N"]));
        Assert.Equal(2, rest.Count);
    }

    [Fact]
    public async Task Continuation_SurvivesOddKeys()
    {
        string[] keys = ["a b", "o'b", "Zoë 日本", "100%+"];
        foreach (var key in keys)
            await table.AddEntityAsync(new TableEntity(key, key));

        var found = await TestTables.ToListAsync(table.QueryAsync<TableEntity>(maxPerPage: 1));

        Assert.Equal(keys.Order(StringComparer.Ordinal), found.Select(entity => entity.RowKey).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SelectedProperties_AreReadAlone()
    {
        await FillAsync(1);

        var found = Assert.Single(await TestTables.ToListAsync(table.QueryAsync<TableEntity>(select: ["RowKey", "N"])));

        Assert.Equal(("0000", 0), (found.RowKey, found["N"]));
        Assert.False(found.ContainsKey("PartitionKey"));
    }

    [Fact]
    public async Task Enumeration_IsCancelledByItsOwnToken()
    {
        await FillAsync(3);
        using var stop = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 1).WithCancellation(stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task MalformedFilter_IsRefusedByTheService()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => TestTables.ToListAsync(table.QueryAsync<TableEntity>("PartitionKey eq")));

        Assert.Equal(400, failure.Status);
    }

    private async Task FillAsync(int count)
    {
        var rows = Enumerable.Range(0, count).Select(number => new TableEntity("p", $"{number:0000}") { ["N"] = number });
        foreach (var chunk in rows.Chunk(100))
            await table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
    }
}
