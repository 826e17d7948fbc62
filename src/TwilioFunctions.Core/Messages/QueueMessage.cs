namespace TwilioFunctions.Core.Messages;

/// <summary>A message as the queue trigger received it. It is parsed once, when its envelope is read first.</summary>
internal sealed class QueueMessage(string text)
{
    private readonly Lazy<Envelope?> envelope = new(() => Envelope.TryParse(text));

    public string Text => text;

    /// <summary>Null if the text isn't an envelope of this app.</summary>
    public Envelope? Envelope => envelope.Value;
}
