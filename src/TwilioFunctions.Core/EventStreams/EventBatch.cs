using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.EventStreams;

/// <summary>
/// The body of an Event Streams webhook: an array of events, or a single one. Each element stands on its own: what is wrong with
/// one does not touch the others.
/// Source: https://www.twilio.com/docs/events/webhook-quickstart, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
/// </summary>
/// <param name="Events">The good ones, in order.</param>
/// <param name="Problems">What is wrong with the others, the first <see cref="MaxProblems"/> of them.</param>
/// <param name="Malformed">How many others there are.</param>
/// <param name="TooLarge">How many were left out because their text is longer than <see cref="MessageSender.MaxPayloadBytes"/>.</param>
internal sealed record EventBatch(IReadOnlyList<CloudEvent> Events, IReadOnlyList<EventProblem> Problems, int Malformed, int TooLarge)
{
    /// <summary>A longer body is not even parsed: reading JSON takes many times its size, and anybody may send one.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>Deeper JSON is refused: JsonDocument's effort grows with the depth's square, and anybody may send it.</summary>
    public const int MaxDepth = 64;

    /// <summary>So many problems are told: a body of nothing but commas could hold millions.</summary>
    public const int MaxProblems = 20;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The distinct accounts that the events name. They are read before the signature is checked, so they only select among the
    /// configured accounts, and the signature must hold for each of them.
    /// </summary>
    public IEnumerable<string> AccountSids => Events.Select(@event => @event.AccountSid).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Reads a body; never throws.</summary>
    public static EventBatch Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBodyBytes)
            return new EventBatch([], [], Malformed: 0, TooLarge: 1);
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        if (body.IsEmpty)
            return Refused("", "the body is empty; it should hold a JSON array of events");
        if (!Utf8.IsValid(body.Span))
            return Refused("", "the body is not valid UTF-8");

        try
        {
            using var document = JsonDocument.Parse(body, Limits);
            return Read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            return Refused("", $"the body is not valid JSON, or nested deeper than {MaxDepth} levels (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1})");
        }
    }

    private static EventBatch Read(JsonElement root)
    {
        if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            return Refused("", $"the body should hold an array of events, this is {CloudEvent.Describe(root.ValueKind)}");

        var isArray = root.ValueKind == JsonValueKind.Array;
        var elements = isArray ? root.EnumerateArray().Index() : [(0, root)];
        var events = new List<CloudEvent>();
        var problems = new List<EventProblem>();
        var (malformed, tooLarge) = (0, 0);
        foreach (var (index, element) in elements)
        {
            if (ReadElement(element, out var problem) is not { } @event)
            {
                if (malformed++ < MaxProblems)
                    problems.Add(isArray ? problem! with { Location = $"/{index}{problem!.Location}" } : problem!);
            }
            else if (Encoding.UTF8.GetByteCount(@event.Json) > MessageSender.MaxPayloadBytes)
            {
                tooLarge++;
            }
            else
            {
                events.Add(@event);
            }
        }
        return new EventBatch(events, problems, malformed, tooLarge);
    }

    private static CloudEvent? ReadElement(JsonElement element, out EventProblem? problem)
    {
        var @event = CloudEvent.Read(element, out problem);
        if (@event is null || !EventTypes.IsCallSummary(@event.Type))
            return @event;

        if (@event.Data is null)
            problem = new EventProblem("/data", "a call summary has its data as a JSON object, or as a string that holds one");
        else if (@event.CallSid is null)
            problem = new EventProblem("/data/call_sid", "a call summary names its call in call_sid");
        return problem is null ? @event : null;
    }

    private static EventBatch Refused(string location, string detail) => new([], [new EventProblem(location, detail)], Malformed: 1, TooLarge: 0);
}

/// <summary>What is wrong with a body, and where.</summary>
/// <param name="Location">A JSON pointer (RFC 6901) into the body, for instance <c>/1/type</c>.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record EventProblem(string Location, string Detail);
