using System.Globalization;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// Takes the answer to a transaction apart: a multipart message within a multipart message, whose parts are HTTP answers. When an action
/// failed there is one part, which says so.
/// </summary>
internal static class TransactionAnswer
{
    /// <exception cref="TableTransactionFailedException">An action failed, and so did all of them.</exception>
    public static Response<IReadOnlyList<Response>> Read(Response response)
    {
        var parts = PartsOf(Encoding.UTF8.GetString(response.Content.ToMemory().Span));
        if (parts.FirstOrDefault(part => part.Status >= 400) is { } failed)
            throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrorParser.Instance));
        return Response.FromValue<IReadOnlyList<Response>>(parts, response);
    }

    private static List<Response> PartsOf(string text)
    {
        using var reader = new StringReader(text);
        var parts = new List<Response>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("HTTP/1.", StringComparison.Ordinal))
                parts.Add(PartOf(line, reader));
        }
        return parts;
    }

    // The status line is of the form "HTTP/1.1 204 No Content".
    private static PartResponse PartOf(string statusLine, StringReader reader)
    {
        var words = statusLine.Split(' ', 3);
        var status = int.Parse(words[1], CultureInfo.InvariantCulture);
        var headers = new List<HttpHeader>();
        while (reader.ReadLine() is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(header[..colon], header[(colon + 1)..].Trim()));
        }
        return new PartResponse(status, words.ElementAtOrDefault(2) ?? ((HttpStatusCode)status).ToString(), headers, BodyOf(reader));
    }

    // Bodies are JSON, of which no line begins like a boundary does.
    private static string BodyOf(StringReader reader)
    {
        var body = new StringBuilder();
        while (reader.ReadLine() is { } line && !line.StartsWith("--", StringComparison.Ordinal))
            body.AppendLine(line);
        return body.ToString().Trim();
    }
}
