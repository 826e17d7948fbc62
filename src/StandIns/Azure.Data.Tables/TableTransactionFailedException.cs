using System.Collections;
using System.Globalization;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            Checked(requestFailedException).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (DictionaryEntry entry in requestFailedException.Data)
            Data[entry.Key] = entry.Value;
        if (Data[TableErrorParser.FailedEntity] is string index)
            FailedTransactionActionIndex = int.Parse(index, CultureInfo.InvariantCulture);
    }

    public int? FailedTransactionActionIndex { get; }

    private static RequestFailedException Checked(RequestFailedException requestFailedException)
    {
        ArgumentNullException.ThrowIfNull(requestFailedException);
        return requestFailedException;
    }
}
