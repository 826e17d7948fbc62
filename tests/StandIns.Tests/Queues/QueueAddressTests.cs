using Azure.Storage.Queues;

namespace StandIns.Tests.Queues;

public sealed class QueueAddressTests
{
    private const string Key = "a2V5";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10001/devstoreaccount1/calls", "devstoreaccount1")]
    [InlineData($"AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net", "https://acme.queue.core.windows.net/calls", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key};QueueEndpoint=http://127.0.0.1:7/acme/", "http://127.0.0.1:7/acme/calls", "acme")]
    [InlineData("SharedAccessSignature=sig=x;QueueEndpoint=https://acme.queue.example.net", "https://acme.queue.example.net/calls", "acme")]
    public void ConnectionString_SaysWhereTheQueueIs(string connectionString, string uri, string accountName)
    {
        var queue = new QueueClient(connectionString, "calls");

        Assert.Equal((uri, accountName, "calls"), (queue.Uri.AbsoluteUri, queue.AccountName, queue.Name));
    }

    [Theory]
    [InlineData("https://acme.queue.core.windows.net/calls", "acme", "calls")]
    [InlineData("https://acme.queue.core.windows.net/calls?sv=2024&sig=x", "acme", "calls")]
    [InlineData("http://127.0.0.1:10001/devstoreaccount1/calls", "devstoreaccount1", "calls")]
    public void QueueUri_NamesAccountAndQueue(string uri, string accountName, string name)
    {
        var queue = new QueueClient(new Uri(uri));

        Assert.Equal((accountName, name), (queue.AccountName, queue.Name));
    }

    [Fact]
    public void QueueOfAService_KeepsTheSignatureOfItsAddress()
    {
        var service = new QueueServiceClient(new Uri("https://acme.queue.core.windows.net/?sv=2024&sig=x"));

        var queue = service.GetQueueClient("calls");

        Assert.Equal("https://acme.queue.core.windows.net/calls?sv=2024&sig=x", queue.Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AccountKey=a2V5")]
    [InlineData("nonsense")]
    public void ConnectionStringWithoutAnAccount_IsRefused(string connectionString) =>
        Assert.Throws<FormatException>(() => new QueueClient(connectionString, "calls"));
}
