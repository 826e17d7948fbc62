using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class TableAddressTests
{
    private const string Key = "a2V5";

    private const string PublicCloud = "EndpointSuffix=core.windows.net";
    private const string AcmeEndpoint = "TableEndpoint=https://acme.table.core.windows.net";
    private const string Azurite = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(Azurite, "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData($"{Azurite};DevelopmentStorageProxyUri=http://azurite", "http://azurite:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};{PublicCloud}", "https://acme.table.core.windows.net/", "acme")]
    [InlineData($"accountname=acme;accountkey={Key};endpointsuffix=example.com;", "https://acme.table.example.com/", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=http://127.0.0.1:4000/acme", "http://127.0.0.1:4000/acme", "acme")]
    [InlineData($"{AcmeEndpoint};SharedAccessSignature=?sv=1&sig=a%3D", "https://acme.table.core.windows.net/", "acme")]
    [InlineData("TableEndpoint=http://127.0.0.1:4000/acme;SharedAccessSignature=sv=1&sig=a%3D", "http://127.0.0.1:4000/acme", "acme")]
    public void ConnectionString_NamesEndpointAndAccount(string connectionString, string endpoint, string account)
    {
        var service = new TableServiceClient(connectionString);

        Assert.Equal((new Uri(endpoint), account), (service.Uri, service.AccountName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=acme")]
    [InlineData($"AccountName=acme;AccountKey={Key}")]
    [InlineData($"AccountName=acme;{PublicCloud};SharedAccessSignature=sv=1")]
    [InlineData($"AccountKey={Key};{PublicCloud}")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=no-address")]
    [InlineData($"AccountName=acme;AccountName=other;AccountKey={Key};{PublicCloud}")]
    [InlineData(AcmeEndpoint)]
    public void IncompleteConnectionString_IsRefused(string connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new TableServiceClient(connectionString));

    [Theory]
    [InlineData("https://acme.table.core.windows.net/Calls?sig=x", "https://acme.table.core.windows.net/Calls", "Calls")]
    [InlineData("https://acme.table.core.windows.net?tn=Calls&sig=x", "https://acme.table.core.windows.net/Calls", "Calls")]
    [InlineData("http://127.0.0.1:10002/acme/Calls?sig=x", "http://127.0.0.1:10002/acme/Calls", "Calls")]
    public void AddressOfATable_NamesTableAndAccount(string address, string uri, string name)
    {
        var table = new TableClient(new Uri(address));

        Assert.Equal((new Uri(uri), name, "acme"), (table.Uri, table.Name, table.AccountName));
    }

    [Fact]
    public void AddressWithoutATable_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("http://127.0.0.1:10002/acme?sig=x")));

    [Fact]
    public void SignatureWithoutHttps_IsRefusedForOtherMachines() =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("http://acme.table.core.windows.net/Calls?sig=x")));

    [Fact]
    public void TableOfAService_SharesItsAddress()
    {
        var table = new TableServiceClient(Azurite).GetTableClient("Calls");

        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1/Calls", table.Uri.AbsoluteUri);
    }
}
