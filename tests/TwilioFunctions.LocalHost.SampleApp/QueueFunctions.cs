using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Queue messages of every input type. The setting <c>Prefix</c> gives each test queues of its own.</summary>
public sealed class QueueFunctions(Journal journal, Gate gate)
{
    public sealed record Order(string Id, int DequeueCount);

    [Function("TakeText")]
    public void TakeText([QueueTrigger("%Prefix%-text")] string message) => journal.Write("TakeText", message);

    [Function("TakeBytes")]
    public void TakeBytes([QueueTrigger("%Prefix%-bytes")] byte[] message) => journal.Write("TakeBytes", message);

    [Function("TakeBinary")]
    public void TakeBinary([QueueTrigger("%Prefix%-binary")] BinaryData message) => journal.Write("TakeBinary", message.ToArray());

    [Function("TakeMessage")]
    public void TakeMessage([QueueTrigger("%Prefix%-message")] QueueMessage message) =>
        journal.Write("TakeMessage", new { message.MessageId, message.PopReceipt, message.MessageText, message.DequeueCount, message.InsertedOn });

    [Function("TakeOrder")]
    public void TakeOrder([QueueTrigger("%Prefix%-order")] Order order) => journal.Write("TakeOrder", order);

    [Function("TakeMetadata")]
    public void TakeMetadata(
        [QueueTrigger("%Prefix%-metadata")] string message, FunctionContext context, string id, long dequeueCount, DateTimeOffset insertionTime) =>
        journal.Write("TakeMetadata", new { message, id, dequeueCount, insertionTime, context.BindingContext.BindingData, context.TraceContext.TraceParent, context.InvocationId });

    /// <summary>Fails each time.</summary>
    [Function("Fail")]
    public void Fail([QueueTrigger("%Prefix%-fail")] string message, long dequeueCount)
    {
        journal.Write("Fail", dequeueCount);
        throw new InvalidOperationException(message);
    }

    /// <summary>Fails each time, on a queue that has the name of a poison queue.</summary>
    [Function("FailPoison")]
    public void FailPoison([QueueTrigger("%Prefix%-broken-poison")] string message, long dequeueCount)
    {
        journal.Write("FailPoison", dequeueCount);
        throw new InvalidOperationException(message);
    }

    /// <summary>Runs until the gate that has the message's name is open.</summary>
    [Function("Gated")]
    public async Task GatedAsync([QueueTrigger("%Prefix%-gated")] string message, CancellationToken cancellationToken)
    {
        journal.Write("Gated", message);
        try
        {
            await gate.PassAsync(message, cancellationToken);
            journal.Write("Gated", $"{message} passed");
        }
        catch (OperationCanceledException)
        {
            journal.Write("Gated", $"{message} was cancelled");
            throw;
        }
    }

    /// <summary>Takes a message of another storage account, or of the same under another name.</summary>
    [Function("TakeElsewhere")]
    public void TakeElsewhere([QueueTrigger("%Prefix%-elsewhere", Connection = "Elsewhere")] string message) => journal.Write("TakeElsewhere", message);
}
