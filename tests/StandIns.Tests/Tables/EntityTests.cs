using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class EntityTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TableClient table = null!;

    public async Task InitializeAsync() => table = await TestTables.CreateAsync(azurite);

    public Task DisposeAsync() => table.DeleteAsync();

    [Fact]
    public async Task AddedEntity_IsReadWithItsETagAndTimestamp()
    {
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["State"] = "completed" });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(204, added.Status);
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.Equal("completed", read.GetString("State"));
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(["PartitionKey", "RowKey", "State", "Timestamp", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ExistingEntity_IsNotAddedAgain()
    {
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task MissingEntity_IsAnErrorToGetAndNoneToGetIfExists()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var missing = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
        Assert.False(missing.HasValue);
        Assert.Equal(404, missing.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => missing.Value);
    }

    [Fact]
    public async Task PresentEntity_IsFoundByGetIfExists()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Edge"] = "carrier" });

        var found = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(found.HasValue);
        Assert.Equal("carrier", found.Value!["Edge"]);
    }

    [Fact]
    public async Task SelectedProperties_AreReadAlone()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Kept"] = 1, ["Left"] = 2 });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", ["Kept"]);

        Assert.Equal(1, read["Kept"]);
        Assert.False(read.ContainsKey("Left"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task Upsert_CreatesThenKeepsOrDropsOtherProperties(TableUpdateMode mode, bool keeps)
    {
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Old"] = 1 }, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 2 }, mode);

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(2, read["New"]);
        Assert.Equal(keeps, read.ContainsKey("Old"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateWithAStaleETag_IsRefused(TableUpdateMode mode)
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Version"] = 1 });
        TableEntity mine = await table.GetEntityAsync<TableEntity>("p", "r");
        var theirs = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["Version"] = 2 }, mine.ETag, mode);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(mine, mine.ETag, mode));

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        Assert.Equal((2, theirs.Headers.ETag!.Value), (read.GetInt32("Version")!.Value, read.ETag));
    }

    [Fact]
    public async Task UpdateOfAnyVersion_NeedsTheEntity()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task UpdateWithoutAnETag_IsAMistakeOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public async Task DeleteWithAStaleETag_IsRefused()
    {
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", stale));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task DeletedEntity_IsGoneAndDeletingItAgainIsNoError()
    {
        var entity = new TableEntity("p", "r");
        await table.AddEntityAsync(entity);

        var first = await table.DeleteEntityAsync(entity);
        var second = await table.DeleteEntityAsync("p", "r");

        Assert.Equal((204, 404), (first.Status, second.Status));
    }

    [Fact]
    public async Task EntityWithoutAKey_IsAMistakeOfTheCaller()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { PartitionKey = "p" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>(null!, "r"));
    }

    [Fact]
    public async Task CancelledCall_DoesNotReachTheService()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));

        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public void SynchronousCalls_DoTheSame()
    {
        table.AddEntity(new TableEntity("p", "r") { ["N"] = 1 });
        table.UpsertEntity(new TableEntity("p", "r") { ["N"] = 2 });
        TableEntity read = table.GetEntity<TableEntity>("p", "r");
        table.UpdateEntity(new TableEntity("p", "r") { ["N"] = 3 }, read.ETag);

        Assert.Equal(3, table.GetEntityIfExists<TableEntity>("p", "r").Value!["N"]);
        Assert.Equal([3], table.Query<TableEntity>().Select(entity => entity["N"]));
        Assert.Equal(204, table.DeleteEntity(read).Status);
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "r").HasValue);
    }
}
