using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class EntityKeyTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("O'Brien")]
    [InlineData("''")]
    [InlineData("100%")]
    [InlineData("%41%20")]
    [InlineData("a+b")]
    [InlineData("two words")]
    [InlineData("Zoë 日本 😀")]
    [InlineData("a=b&c=d,RowKey=('x')")]
    [InlineData("AC00|client:alice@example.com")]
    [InlineData("..")]
    [InlineData("")]
    public async Task Key_IsKeptAsItIs(string key)
    {
        var table = await TestTables.CreateAsync(azurite);

        await table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 });
        await table.UpsertEntityAsync(new TableEntity(key, key) { ["N"] = 2 }, TableUpdateMode.Replace);
        TableEntity read = await table.GetEntityAsync<TableEntity>(key, key);
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["N"] = 3 }, read.ETag);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");
        var found = await TestTables.ToListAsync(table.QueryAsync<TableEntity>(filter));
        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.Delete, Assert.Single(found))]);

        Assert.Equal((key, key), (read.PartitionKey, read.RowKey));
        Assert.Equal((key, key, 3), (found[0].PartitionKey, found[0].RowKey, found[0]["N"]));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }
}
