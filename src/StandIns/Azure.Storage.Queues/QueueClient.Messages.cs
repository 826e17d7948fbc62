using System.Globalization;
using Azure.Core;
using Azure.Storage.Queues.Models;
using Azure.Storage.Queues.Rest;

namespace Azure.Storage.Queues;

/// <content>The messages. https://learn.microsoft.com/rest/api/storageservices/operations-on-messages</content>
public partial class QueueClient
{
    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText) => SendMessageAsync(messageText, null);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText, CancellationToken cancellationToken = default) =>
        SendMessageAsync(messageText, null, null, cancellationToken);

    /// <inheritdoc cref="SendMessageAsync(BinaryData, TimeSpan?, TimeSpan?, CancellationToken)"/>
    public virtual Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        SendMessageAsync(new BinaryData(messageText ?? ""), visibilityTimeout, timeToLive, cancellationToken);

    /// <summary>
    /// Sends a message that is invisible for the first <paramref name="visibilityTimeout"/> (none when null) and is deleted after
    /// <paramref name="timeToLive"/> (seven days when null, never when it is -1 second).
    /// </summary>
    public virtual async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        using var request = rest.CreateMessage(
            RequestMethod.Post, MessagesUri, ("visibilitytimeout", Seconds(visibilityTimeout)), ("messagettl", Seconds(timeToLive)));
        SetBody(request.Request, message);
        var response = await rest.SendAsync(request, 201, cancellationToken);
        return Response.FromValue(MessageXml.ReadReceipt(response), response);
    }

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync() => ReceiveMessagesAsync(null);

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(CancellationToken cancellationToken = default) =>
        ReceiveMessagesAsync(null, null, cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="maxMessages"/> (1 when null, 32 at most), which are invisible to others for
    /// <paramref name="visibilityTimeout"/> (30 seconds when null).
    /// </summary>
    /// <exception cref="FormatException">Base64 is asked for, and a message is something else.</exception>
    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(
            RequestMethod.Get, MessagesUri, ("numofmessages", Number(maxMessages)), ("visibilitytimeout", Seconds(visibilityTimeout)));
        var response = await rest.SendAsync(message, 200, cancellationToken);
        return Response.FromValue(MessageXml.ReadReceived(response, rest.MessageEncoding), response);
    }

    /// <summary>Takes the next message; the value is null when there is none.</summary>
    public virtual async Task<Response<QueueMessage>> ReceiveMessageAsync(
        TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var received = await ReceiveMessagesAsync(1, visibilityTimeout, cancellationToken);
        return Response.FromValue(received.Value.FirstOrDefault()!, received.GetRawResponse());
    }

    public virtual async Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(
            RequestMethod.Get, MessagesUri, ("numofmessages", Number(maxMessages)), ("peekonly", "true"));
        var response = await rest.SendAsync(message, 200, cancellationToken);
        return Response.FromValue(MessageXml.ReadPeeked(response, rest.MessageEncoding), response);
    }

    /// <summary>Looks at the next message; the value is null when there is none.</summary>
    public virtual async Task<Response<PeekedMessage>> PeekMessageAsync(CancellationToken cancellationToken = default)
    {
        var peeked = await PeekMessagesAsync(1, cancellationToken);
        return Response.FromValue(peeked.Value.FirstOrDefault()!, peeked.GetRawResponse());
    }

    /// <inheritdoc cref="UpdateMessageAsync(string, string, BinaryData, TimeSpan, CancellationToken)"/>
    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default) =>
        UpdateMessageAsync(
            messageId, popReceipt, messageText is null ? null : new BinaryData(messageText), visibilityTimeout, cancellationToken);

    /// <summary>Hides the message from now on for <paramref name="visibilityTimeout"/>; null keeps its body.</summary>
    /// <exception cref="RequestFailedException">
    /// The message is gone (404, MessageNotFound), or is somebody else's by now (400, PopReceiptMismatch).
    /// </exception>
    public virtual async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        BinaryData? message,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default)
    {
        using var request = rest.CreateMessage(
            RequestMethod.Put,
            QueueUri.Append(MessagesUri, messageId),
            ("popreceipt", popReceipt),
            ("visibilitytimeout", Seconds(visibilityTimeout)));
        if (message is not null)
            SetBody(request.Request, message);
        var response = await rest.SendAsync(request, 204, cancellationToken);
        return Response.FromValue(ReadUpdateReceipt(response), response);
    }

    /// <inheritdoc cref="UpdateMessageAsync(string, string, BinaryData, TimeSpan, CancellationToken)" path="/exception"/>
    public virtual async Task<Response> DeleteMessageAsync(
        string messageId, string popReceipt, CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(
            RequestMethod.Delete, QueueUri.Append(MessagesUri, messageId), ("popreceipt", popReceipt));
        return await rest.SendAsync(message, 204, cancellationToken);
    }

    public virtual async Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(RequestMethod.Delete, MessagesUri);
        return await rest.SendAsync(message, 204, cancellationToken);
    }

    private void SetBody(Request request, BinaryData body)
    {
        request.Headers.SetValue("Content-Type", "application/xml");
        request.Content = MessageXml.Write(body, rest.MessageEncoding);
    }

    private static UpdateReceipt ReadUpdateReceipt(Response response)
    {
        response.Headers.TryGetValue("x-ms-popreceipt", out var popReceipt);
        response.Headers.TryGetValue("x-ms-time-next-visible", out var nextVisible);
        return new UpdateReceipt(popReceipt!, DateTimeOffset.Parse(nextVisible!, CultureInfo.InvariantCulture));
    }

    private static string? Seconds(TimeSpan? time) => time is { } value ? Number((int)value.TotalSeconds) : null;

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
