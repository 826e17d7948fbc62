using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues.Rest;

/// <summary>The bodies of the message operations. https://learn.microsoft.com/rest/api/storageservices/put-message</summary>
internal static class MessageXml
{
    private static readonly XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <exception cref="ArgumentException">The text holds a character that XML cannot carry, a control character say.</exception>
    public static RequestContent Write(BinaryData body, QueueMessageEncoding encoding)
    {
        using var content = new MemoryStream();
        using (var writer = XmlWriter.Create(content, settings))
        {
            writer.WriteStartElement("QueueMessage");
            writer.WriteElementString("MessageText", MessageCodec.Encode(body, encoding));
            writer.WriteEndElement();
        }
        return RequestContent.Create(content.ToArray());
    }

    public static SendReceipt ReadReceipt(Response response)
    {
        var message = Messages(response).First();
        return new SendReceipt(
            Text(message, "MessageId"),
            Time(message, "InsertionTime"),
            Time(message, "ExpirationTime"),
            Text(message, "PopReceipt"),
            Time(message, "TimeNextVisible"));
    }

    public static QueueMessage[] ReadReceived(Response response, QueueMessageEncoding encoding) =>
    [
        .. Messages(response).Select(message => new QueueMessage(
            Text(message, "MessageId"),
            Text(message, "PopReceipt"),
            MessageCodec.Decode(Text(message, "MessageText"), encoding),
            Count(message),
            Time(message, "TimeNextVisible"),
            Time(message, "InsertionTime"),
            Time(message, "ExpirationTime"))),
    ];

    public static PeekedMessage[] ReadPeeked(Response response, QueueMessageEncoding encoding) =>
    [
        .. Messages(response).Select(message => new PeekedMessage(
            Text(message, "MessageId"),
            MessageCodec.Decode(Text(message, "MessageText"), encoding),
            Count(message),
            Time(message, "InsertionTime"),
            Time(message, "ExpirationTime"))),
    ];

    // Whitespace is kept: it may be all that a message says.
    private static IEnumerable<XElement> Messages(Response response) =>
        XDocument.Load(response.Content.ToStream(), LoadOptions.PreserveWhitespace).Root!.Elements("QueueMessage");

    private static string Text(XElement message, string name) => message.Element(name)?.Value ?? "";

    private static long Count(XElement message) => long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(XElement message, string name) =>
        DateTimeOffset.Parse(Text(message, name), CultureInfo.InvariantCulture);
}
