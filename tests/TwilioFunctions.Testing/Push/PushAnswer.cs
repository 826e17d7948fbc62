using System.Text;

namespace TwilioFunctions.Testing;

/// <summary>What a <see cref="PushService"/> does with a request.</summary>
public sealed record PushAnswer(int Status, byte[] Body)
{
    public PushAnswer(int status, string body = "") : this(status, Encoding.UTF8.GetBytes(body))
    {
    }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the answer ends.</summary>
    public PushAnswerEnd End { get; init; }

    /// <summary>Not a word until the service is told to release.</summary>
    public static PushAnswer Hang { get; } = new(200) { End = PushAnswerEnd.HangBeforeHeaders };

    /// <summary>The TCP connection is cut without a word.</summary>
    public static PushAnswer Cut { get; } = new(200) { End = PushAnswerEnd.CutBeforeHeaders };

    public PushAnswer With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body)}";
}

public enum PushAnswerEnd
{
    /// <summary>All of it is sent.</summary>
    Complete,

    /// <summary>Not a word until the service is told to release.</summary>
    HangBeforeHeaders,

    /// <summary>The connection is cut without a word.</summary>
    CutBeforeHeaders,

    /// <summary>Headers and the body, whose end is not sent before the service is told to release.</summary>
    HangInBody,

    /// <summary>Headers and the body, then the connection (of HTTP/2, the stream) ends although more of the body was promised.</summary>
    CutInBody,
}
