using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class CredentialTests(AzuriteFixture azurite)
{
    private readonly string name = TestTables.NewName();
    private readonly AzuriteTableAccount account = new(azurite.ConnectionString);

    [Fact]
    public async Task SharedKeyCredential_IsAccepted()
    {
        var credential = new TableSharedKeyCredential(AzuriteTableAccount.Name, AzuriteTableAccount.Key);

        await new TableServiceClient(account.Endpoint, credential).CreateTableAsync(name);

        await UseAsync(new TableClient(account.Endpoint, name, credential));
    }

    [Fact]
    public async Task WrongKey_IsRefused_UntilItIsReplaced()
    {
        var credential = new TableSharedKeyCredential(AzuriteTableAccount.Name, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(account.Endpoint, name, credential);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        credential.SetAccountKey(AzuriteTableAccount.Key);

        Assert.Equal(403, failure.Status);
        await table.CreateAsync();
    }

    [Fact]
    public async Task SasCredential_IsAccepted()
    {
        var credential = new AzureSasCredential(AzuriteTableAccount.Signature());

        await new TableServiceClient(account.Endpoint, credential).CreateTableAsync(name);

        await UseAsync(new TableClient(account.Table(name), credential));
    }

    [Fact]
    public async Task SignatureInTheAddress_IsAccepted()
    {
        var signature = AzuriteTableAccount.Signature();

        await new TableServiceClient(new Uri($"{account.Endpoint}?{signature}")).CreateTableAsync(name);

        await UseAsync(new TableClient(new Uri($"{account.Table(name)}?{signature}")));
    }

    [Fact]
    public async Task SignatureInTheConnectionString_IsAccepted()
    {
        var connectionString = $"TableEndpoint={account.Endpoint};SharedAccessSignature={AzuriteTableAccount.Signature()}";

        await new TableServiceClient(connectionString).CreateTableAsync(name);

        await UseAsync(new TableClient(connectionString, name));
    }

    [Fact]
    public void AddressWithoutASignature_IsAMistakeOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(account.Endpoint));

    private async Task UseAsync(TableClient table)
    {
        var row = new TableEntity("it's", "100% +");
        await table.AddEntityAsync(row);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, row)]);

        Assert.Equal((AzuriteTableAccount.Name, name), (table.AccountName, table.Name));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {row.PartitionKey}");
        Assert.Single(await TestTables.ToListAsync(table.QueryAsync<TableEntity>(filter)));
    }
}
