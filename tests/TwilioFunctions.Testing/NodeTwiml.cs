namespace TwilioFunctions.Testing;

/// <summary>Twilio's own npm package, in one node process, as the judge of our TwiML. Safe to use from many threads.</summary>
public sealed class NodeTwiml : IAsyncDisposable
{
    private readonly NodeScript node;

    private NodeTwiml(NodeScript node) => this.node = node;

    /// <summary>Installs the pinned package if that was not done before, and starts node.</summary>
    public static async Task<NodeTwiml> StartAsync(CancellationToken cancellationToken = default) =>
        new(await NodeScript.StartAsync("twiml.mjs", cancellationToken));

    /// <summary>The XML of a response, <c>VoiceResponse</c> or <c>MessagingResponse</c>.</summary>
    /// <exception cref="InvalidOperationException">The package refused a call; the message is what it said.</exception>
    public async Task<string> XmlAsync(string response, IEnumerable<TwimlElement> elements, CancellationToken cancellationToken = default)
    {
        var answer = await node.AskAsync(new { operation = "make", response, elements = elements.Select(Question) }, cancellationToken);
        return answer.TryGetProperty("xml", out var xml)
            ? xml.GetString()!
            : throw new InvalidOperationException(answer.GetProperty("error").GetString());
    }

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static object Question(TwimlElement element) => new
    {
        verb = element.Verb,
        attributes = element.Attributes ?? new { },
        text = element.Text,
        elements = element.Elements.Select(Question),
    };
}
