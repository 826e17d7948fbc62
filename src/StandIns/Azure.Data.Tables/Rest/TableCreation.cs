using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>Makes a table unless it is there. One that is being deleted is not there and cannot be made: that stays an error.</summary>
internal static class TableCreation
{
    public static Response<TableItem> CreateIfMissing(TableTransport transport, string table, CancellationToken cancellationToken) =>
        Existing(transport.Send(Request(table), cancellationToken), table);

    public static async Task<Response<TableItem>> CreateIfMissingAsync(
        TableTransport transport, string table, CancellationToken cancellationToken) =>
        Existing(await transport.SendAsync(Request(table), cancellationToken).ConfigureAwait(false), table);

    private static TableRequest Request(string table) => TableRequests.CreateTable(table) with { AlsoAccepted = 409 };

    private static Response<TableItem> Existing(Response response, string table)
    {
        if (response.Status != 409)
            return TableAnswers.CreatedTable(response);
        var conflict = new RequestFailedException(response, null, TableErrorParser.Instance);
        return conflict.ErrorCode == TableErrorCode.TableAlreadyExists.ToString()
            ? Response.FromValue(new TableItem(table), response)
            : throw conflict;
    }
}
