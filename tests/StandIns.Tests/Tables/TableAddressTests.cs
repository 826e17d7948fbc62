using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class TableAddressTests
{
    private const string Key = "a2V5";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "http://azurite:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net", "https://acme.table.core.windows.net/", "acme")]
    [InlineData($"accountname=acme;accountkey={Key};endpointsuffix=core.chinacloudapi.cn;", "https://acme.table.core.chinacloudapi.cn/", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=http://127.0.0.1:4000/acme", "http://127.0.0.1:4000/acme", "acme")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=?sv=1&sig=a%3D", "https://acme.table.core.windows.net/", "acme")]
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
    [InlineData("AccountName=acme;EndpointSuffix=core.windows.net;SharedAccessSignature=sv=1")]
    [InlineData($"AccountKey={Key};EndpointSuffix=core.windows.net")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=no-address")]
    [InlineData($"AccountName=acme;AccountName=other;AccountKey={Key};EndpointSuffix=core.windows.net")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net")]
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
    public void AddressWithoutATable_IsRefused() => Assert.Throws<ArgumentException>(() => new TableClient(new Uri("http://127.0.0.1:10002/acme?sig=x")));

    [Fact]
    public void SignatureWithoutHttps_IsRefusedForOtherMachines() =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("http://acme.table.core.windows.net/Calls?sig=x")));

    [Fact]
    public void TableOfAService_SharesItsAddress()
    {
        var table = new TableServiceClient("UseDevelopmentStorage=true").GetTableClient("Calls");

        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1/Calls", table.Uri.AbsoluteUri);
    }
}
