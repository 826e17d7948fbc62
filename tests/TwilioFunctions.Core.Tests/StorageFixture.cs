using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests;

/// <summary>Azurite with the app's tables and queues in it.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();

    public string ConnectionString => azurite.ConnectionString;

    public TableServiceClient Tables => new(azurite.ConnectionString);

    public QueueServiceClient Queues => new(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    internal RetentionIndex Retention => new(Tables, TimeProvider.System);

    internal ParkedPayloadStore ParkedPayloads => new(Tables, Retention);

    internal CallWriter CallWriter => new(Tables, Retention);

    internal CallStore Calls => new(Tables, CallWriter);

    internal MessageSender Sender => new(Queues, ParkedPayloads);

    internal MessageReader Reader => new(ParkedPayloads);

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        foreach (var table in TableNames.All)
            await Tables.CreateTableIfNotExistsAsync(table);
    }

    public Task DisposeAsync() => azurite.DisposeAsync();

    /// <summary>Takes the messages off a queue.</summary>
    public async Task<IReadOnlyList<string>> DrainAsync(string queue)
    {
        var client = Queues.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        var messages = new List<string>();
        while ((await client.ReceiveMessagesAsync(32)).Value is { Length: > 0 } batch)
        {
            foreach (var message in batch)
            {
                messages.Add(message.MessageText);
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }
        return messages;
    }
}
