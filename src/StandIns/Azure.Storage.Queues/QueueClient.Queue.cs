using System.Globalization;
using Azure.Core;
using Azure.Storage.Queues.Models;
using Azure.Storage.Queues.Rest;

namespace Azure.Storage.Queues;

/// <content>The queue itself. https://learn.microsoft.com/rest/api/storageservices/operations-on-queues</content>
public partial class QueueClient
{
    /// <exception cref="RequestFailedException">The queue exists with other metadata (409, QueueAlreadyExists).</exception>
    public virtual async Task<Response> CreateAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(RequestMethod.Put, uri);
        QueueMetadata.Write(message.Request, metadata);
        return await rest.SendAsync(message, 201, 204, cancellationToken);
    }

    /// <summary>Null when the queue exists, whatever its metadata.</summary>
    public virtual async Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await CreateAsync(metadata, cancellationToken);
            return response.Status == 201 ? response : null!;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueAlreadyExists)
        {
            return null!;
        }
    }

    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var properties = await GetPropertiesAsync(cancellationToken);
            return Response.FromValue(true, properties.GetRawResponse());
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return Response.FromValue(false, exception.GetRawResponse()!);
        }
    }

    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(RequestMethod.Delete, uri);
        return await rest.SendAsync(message, 204, cancellationToken);
    }

    public virtual async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return Response.FromValue(true, await DeleteAsync(cancellationToken));
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return Response.FromValue(false, exception.GetRawResponse()!);
        }
    }

    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(RequestMethod.Get, uri, ("comp", "metadata"));
        var response = await rest.SendAsync(message, 200, cancellationToken);
        var count = response.Headers.TryGetValue("x-ms-approximate-messages-count", out var value)
            ? long.Parse(value, CultureInfo.InvariantCulture)
            : 0;
        return Response.FromValue(new QueueProperties(QueueMetadata.Read(response), count), response);
    }

    /// <summary>Replaces all metadata of the queue.</summary>
    public virtual async Task<Response> SetMetadataAsync(
        IDictionary<string, string>? metadata, CancellationToken cancellationToken = default)
    {
        using var message = rest.CreateMessage(RequestMethod.Put, uri, ("comp", "metadata"));
        QueueMetadata.Write(message.Request, metadata);
        return await rest.SendAsync(message, 204, cancellationToken);
    }
}
