using Azure;
using Azure.Storage;
using Azure.Storage.Queues;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

[Collection("Azurite")]
public sealed class CredentialTests(AzuriteFixture azurite)
{
    private readonly string name = TestQueues.NewName();
    private readonly AzuriteAccount account = new(azurite.ConnectionString);

    [Fact]
    public async Task SharedKeyCredential_IsAccepted()
    {
        var credential = new StorageSharedKeyCredential(AzuriteAccount.Name, AzuriteAccount.Key);

        await new QueueServiceClient(account.QueueEndpoint, credential).CreateQueueAsync(name);

        Assert.True(await new QueueClient(account.Queue(name), credential).ExistsAsync());
    }

    [Fact]
    public async Task RotatedKey_IsUsedFromThenOn()
    {
        var credential = new StorageSharedKeyCredential(AzuriteAccount.Name, Convert.ToBase64String(new byte[64]));
        var queue = new QueueClient(account.Queue(name), credential);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.CreateAsync());

        credential.SetAccountKey(AzuriteAccount.Key);

        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.ErrorCode));
        Assert.Equal(201, (await queue.CreateAsync()).Status);
    }

    [Fact]
    public async Task SignatureInTheConnectionString_IsAccepted()
    {
        var queue = new QueueClient($"QueueEndpoint={account.QueueEndpoint};SharedAccessSignature={account.Signature()}", name);

        await queue.CreateAsync();
        await queue.SendMessageAsync("text");

        Assert.Equal("text", (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task SignatureInTheAddress_IsAccepted()
    {
        var service = new QueueServiceClient(new Uri($"{account.QueueEndpoint}?{account.Signature()}"));

        var queue = (await service.CreateQueueAsync(name)).Value;
        await queue.SendMessageAsync("text");

        Assert.Equal("text", (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task SasCredential_IsAccepted()
    {
        var queue = new QueueClient(account.Queue(name), new AzureSasCredential($"?{account.Signature()}"));

        Assert.Equal(201, (await queue.CreateAsync()).Status);
    }

    [Fact]
    public void SasCredentialBesideASignatureInTheAddress_IsRefused() =>
        Assert.Throws<ArgumentException>(
            () => new QueueClient(new Uri($"{account.Queue(name)}?{account.Signature()}"), new AzureSasCredential("sig=x")));

    [Fact]
    public async Task NoCredential_IsRefusedByTheService()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new QueueClient(account.Queue(name)).CreateAsync());

        Assert.Equal(403, failure.Status);
    }
}
