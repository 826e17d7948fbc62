using System.Text;
using Azure.Core;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// Writes requests as the parts of one change set, which the service runs as a whole or not at all.
/// Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal static class TransactionWriter
{
    public static TableRequest Write(IEnumerable<TableRequest> requests, Uri endpoint)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var changeSet = $"changeset_{Guid.NewGuid()}";
        using var body = new MemoryStream();
        WriteText(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n\r\n");
        foreach (var request in requests)
        {
            WriteText(body, $"--{changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            WriteRequest(body, request, endpoint);
        }
        WriteText(body, $"--{changeSet}--\r\n--{batch}--\r\n");

        return new TableRequest(RequestMethod.Post, "$batch")
        {
            Body = body.ToArray(),
            BodyType = $"multipart/mixed; boundary={batch}",
        };
    }

    private static void WriteRequest(Stream body, TableRequest request, Uri endpoint)
    {
        WriteText(body, $"{request.Method} {request.AddressAt(endpoint).AbsoluteUri} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers())
            WriteText(body, $"{name}: {value}\r\n");
        WriteText(body, "\r\n");
        if (request.Body is { } entity)
            body.Write(entity.Span);
        WriteText(body, "\r\n");
    }

    private static void WriteText(Stream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
