using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class TransactionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TableClient table = null!;

    public async Task InitializeAsync() => table = await TestTables.CreateAsync(azurite);

    public Task DisposeAsync() => table.DeleteAsync();

    [Fact]
    public async Task EveryKindOfAction_RunsInOrder()
    {
        foreach (var row in (string[])["merged", "replaced", "deleted", "upserted"])
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });

        var answer = await table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, Row("added")),
            new(TableTransactionActionType.UpdateMerge, Row("merged"), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("replaced"), ETag.All),
            new(TableTransactionActionType.Delete, Row("deleted")),
            new(TableTransactionActionType.UpsertMerge, Row("upserted")),
            new(TableTransactionActionType.UpsertReplace, Row("made")),
        ]);

        var rows = (await TestTables.ToListAsync(table.QueryAsync<TableEntity>())).ToDictionary(row => row.RowKey);
        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(part => part.Status));
        Assert.Equal(rows["added"].ETag, answer.Value[0].Headers.ETag);
        Assert.Equal(["added", "made", "merged", "replaced", "upserted"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["merged", "upserted"], rows.Values.Where(row => row.ContainsKey("Old")).Select(row => row.RowKey));
        Assert.All(rows.Values, row => Assert.Equal("Zoë's", row["New"]));
    }

    [Fact]
    public async Task FailedAction_IsNamedAndNothingIsKept()
    {
        await table.AddEntityAsync(Row("there"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, Row("first")),
            new(TableTransactionActionType.Add, Row("second")),
            new(TableTransactionActionType.Add, Row("there")),
        ]));

        Assert.Equal((409, "EntityAlreadyExists", 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Single(await TestTables.ToListAsync(table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task StaleETag_FailsTheTransaction()
    {
        var stale = (await table.AddEntityAsync(Row("r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(Row("r"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, Row("r"), stale)]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 0), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task AHundredActions_AreOneTransaction()
    {
        var answer = await table.SubmitTransactionAsync(Additions(100));

        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(100, (await TestTables.ToListAsync(table.QueryAsync<TableEntity>())).Count);
    }

    [Fact]
    public async Task MoreThanAHundredActions_AreRefused()
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Additions(101)));

        Assert.Equal(400, failure.Status);
        Assert.Empty(await TestTables.ToListAsync(table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task NoActions_AreAMistakeOfTheCaller() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));

    [Fact]
    public void SynchronousCall_DoesTheSame()
    {
        var answer = table.SubmitTransaction([new(TableTransactionActionType.Add, Row("r"))]);

        Assert.Equal(204, Assert.Single(answer.Value).Status);
        Assert.Equal("Zoë's", table.GetEntity<TableEntity>("p", "r").Value["New"]);
    }

    private static IEnumerable<TableTransactionAction> Additions(int count) => Enumerable.Range(0, count)
        .Select(number => new TableTransactionAction(TableTransactionActionType.Add, Row($"{number:000}")));

    private static TableEntity Row(string rowKey) => new("p", rowKey) { ["New"] = "Zoë's" };
}
