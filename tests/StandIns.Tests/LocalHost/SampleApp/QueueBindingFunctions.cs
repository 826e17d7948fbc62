using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed class QueueBindingFunctions(Journal journal)
{
    public const string Text = "local-host-text";
    public const string Bytes = "local-host-bytes";
    public const string Binary = "local-host-binary";
    public const string Whole = "local-host-whole";
    public const string Orders = "local-host-orders";
    public const string Metadata = "local-host-metadata";

    public sealed record Order(string Id, int DequeueCount);

    [Function("TakeText")]
    public void TakeText([QueueTrigger(Text)] string message) => journal.Write(message);

    [Function("TakeBytes")]
    public void TakeBytes([QueueTrigger(Bytes)] byte[] message) => journal.Write(message);

    [Function("TakeBinary")]
    public void TakeBinary([QueueTrigger(Binary)] BinaryData message) => journal.Write(message);

    [Function("TakeWhole")]
    public void TakeWhole([QueueTrigger(Whole)] QueueMessage message) => journal.Write(message);

    [Function("TakeOrder")]
    public void TakeOrder([QueueTrigger(Orders)] Order order) => journal.Write(order);

    [Function("TakeMetadata")]
    public void TakeMetadata(
        [QueueTrigger(Metadata)] string message, FunctionContext context, string id, long dequeueCount, DateTimeOffset insertionTime) =>
        journal.Write(new SeenMessage(message, context, id, dequeueCount, insertionTime));
}
