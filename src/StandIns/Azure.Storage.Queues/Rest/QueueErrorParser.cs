using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Storage.Queues.Rest;

/// <summary>
/// Tells what the service says of a failure, in the body or, where there is none, in a header.
/// https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2
/// </summary>
internal sealed class QueueErrorParser : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        if (TryLoad(response, out var document))
        {
            data = document.Elements()
                .Where(element => element.Name.LocalName is not ("Code" or "Message"))
                .ToDictionary(element => element.Name.LocalName, element => element.Value);
            error = new ResponseError(document.Element("Code")?.Value, document.Element("Message")?.Value);
            return true;
        }

        data = null;
        error = response.Headers.TryGetValue("x-ms-error-code", out var code) ? new ResponseError(code, null) : null;
        return error is not null;
    }

    private static bool TryLoad(Response response, [NotNullWhen(true)] out XElement? error)
    {
        error = null;
        if (response.ContentStream is not { CanSeek: true } stream)
            return false;

        var position = stream.Position;
        stream.Position = 0;
        try
        {
            error = XDocument.Load(stream).Root;
        }
        catch (XmlException)
        {
            // A proxy's page, say: whoever sits between us and the service answers in its own way.
        }
        finally
        {
            stream.Position = position;
        }

        return error?.Name.LocalName == "Error";
    }
}
