namespace Azure.Storage.Queues.Rest;

/// <summary>Turns a message's body into the text that travels, and back.</summary>
internal static class MessageCodec
{
    public static string Encode(BinaryData body, QueueMessageEncoding encoding) =>
        encoding == QueueMessageEncoding.Base64 ? Convert.ToBase64String(body.ToMemory().Span) : body.ToString();

    /// <exception cref="FormatException">The text is not base64, as the sender encodes differently.</exception>
    public static BinaryData Decode(string text, QueueMessageEncoding encoding) =>
        encoding == QueueMessageEncoding.Base64 ? new BinaryData(Convert.FromBase64String(text)) : new BinaryData(text);
}
