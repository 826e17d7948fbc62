using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class TableTests(AzuriteFixture azurite)
{
    private readonly TableServiceClient service = new(azurite.ConnectionString);

    [Fact]
    public async Task NewTable_IsCreatedAndNamed()
    {
        var name = TestTables.NewName();

        var created = await service.CreateTableAsync(name);

        Assert.Equal((201, name), (created.GetRawResponse().Status, created.Value.Name));
    }

    [Fact]
    public async Task ExistingTable_IsNotCreatedAgain()
    {
        var table = await TestTables.CreateAsync(azurite);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal((409, "TableAlreadyExists"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task CreateIfNotExists_AnswersTheNameEitherWay()
    {
        var table = service.GetTableClient(TestTables.NewName());

        var first = await table.CreateIfNotExistsAsync();
        var second = await service.CreateTableIfNotExistsAsync(table.Name);

        Assert.Equal((201, table.Name), (first.GetRawResponse().Status, first.Value.Name));
        Assert.Equal((409, table.Name), (second.GetRawResponse().Status, second.Value.Name));
    }

    [Fact]
    public async Task MissingTable_FailsTheReaderAndTheWriter()
    {
        var table = service.GetTableClient(TestTables.NewName());

        var write = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        var query = await Assert.ThrowsAsync<RequestFailedException>(() => TestTables.ToListAsync(table.QueryAsync<TableEntity>()));

        Assert.Equal((404, TableErrorCode.TableNotFound.ToString()), (write.Status, write.ErrorCode));
        Assert.Equal((404, TableErrorCode.TableNotFound.ToString()), (query.Status, query.ErrorCode));
    }

    [Fact]
    public async Task DeletedTable_IsGoneAndDeletingItAgainIsNoError()
    {
        var table = await TestTables.CreateAsync(azurite);

        var first = await table.DeleteAsync();
        var second = await service.DeleteTableAsync(table.Name);

        Assert.Equal((204, 404), (first.Status, second.Status));
    }

    [Fact]
    public async Task Tables_AreListedByFilter()
    {
        var table = await TestTables.CreateAsync(azurite);

        var byText = await TestTables.ToListAsync(service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {table.Name}")));
        var byExpression = await TestTables.ToListAsync(service.QueryAsync(item => item.Name == table.Name));

        Assert.Equal(table.Name, Assert.Single(byText).Name);
        Assert.Equal(table.Name, Assert.Single(byExpression).Name);
    }

    [Fact]
    public async Task Tables_AreListedPageByPage()
    {
        string[] names = [(await TestTables.CreateAsync(azurite)).Name, (await TestTables.CreateAsync(azurite)).Name];

        var pages = await TestTables.ToListAsync(service.QueryAsync(maxPerPage: 1).AsPages());

        Assert.All(pages, page => Assert.True(page.Values.Count <= 1));
        Assert.Subset(pages.SelectMany(page => page.Values).Select(table => table.Name).ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public void SynchronousCalls_DoTheSame()
    {
        var table = service.CreateTableIfNotExists(TestTables.NewName()).Value.Name;

        var listed = service.Query(TableServiceClient.CreateQueryFilter($"TableName eq {table}")).Select(item => item.Name).ToList();
        var deleted = service.DeleteTable(table);

        Assert.Equal([table], listed);
        Assert.Equal(204, deleted.Status);
    }
}
