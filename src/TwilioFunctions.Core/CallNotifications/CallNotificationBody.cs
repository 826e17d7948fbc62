using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Json;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// The body of a call notification webhook: a notification, or what is wrong with it. Where a member is repeated, the last one
/// counts.
/// </summary>
internal sealed record CallNotificationBody
{
    /// <summary>The type of every notification: <c>twi_message_type</c>.</summary>
    public const string MessageType = EnvelopeKinds.CallNotification;

    /// <summary>What <c>twi_to</c> begins with; whatever follows is the identity.</summary>
    public const string ClientPrefix = "client:";

    /// <summary>Encoded for a key, in UTF-16 code units: a row of an attempt is named by it and by the binding.</summary>
    public const int MaxMessageIdLength = 128;

    /// <summary>Deeper JSON is refused: no notification is so deep, and every channel reads it again.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = MaxDepth };

    /// <summary>Null when something is wrong.</summary>
    public CallNotification? Notification { get; private init; }

    /// <summary>The account that the body names, even where another member is wrong; it is not proven yet.</summary>
    public string? AccountSid { get; private init; }

    /// <summary>What is wrong; null for a notification and for a body that <see cref="IsTooLarge"/>.</summary>
    public EventProblem? Problem { get; private init; }

    /// <summary>Whether it is longer than <see cref="MessageSender.MaxPayloadBytes"/>; then it is not even parsed.</summary>
    public bool IsTooLarge { get; private init; }

    /// <summary>Reads a body; never throws.</summary>
    public static CallNotificationBody Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MessageSender.MaxPayloadBytes)
            return new CallNotificationBody { IsTooLarge = true };
        if (body.IsEmpty)
            return Refused("", "the body is empty; it should hold a call notification as JSON");
        if (!Utf8.IsValid(body.Span))
            return Refused("", "the body is not valid UTF-8");

        try
        {
            using var document = JsonDocument.Parse(body, Limits);
            return Read(document.RootElement, Encoding.UTF8.GetString(body.Span));
        }
        catch (JsonException malformed)
        {
            return Refused("", $"the body is not valid JSON, or nested deeper than {MaxDepth} levels (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1})");
        }
    }

    private static CallNotificationBody Read(JsonElement root, string json)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refused("", $"a call notification is an object, this is {CloudEvent.Describe(root.ValueKind)}");

        var accountSid = root.Member("twi_account_sid").Text();
        var messageId = root.Member("twi_message_id").Text();
        var callSid = root.Member("twi_call_sid").Text();
        var to = root.Member("twi_to").Text();
        var problem = TypeProblem(root.Member("twi_message_type").Text())
            ?? KeyProblem("/twi_message_id", messageId, MaxMessageIdLength)
            ?? KeyProblem("/twi_account_sid", accountSid, TableKey.MaxPartLength)
            ?? KeyProblem("/twi_call_sid", callSid, TableKey.MaxPartLength)
            ?? CalleeProblem(to);
        return problem is not null
            ? new CallNotificationBody { Problem = problem, AccountSid = accountSid }
            : new CallNotificationBody
            {
                AccountSid = accountSid,
                Notification = new CallNotification
                {
                    MessageId = messageId!,
                    AccountSid = accountSid!,
                    CallSid = callSid!,
                    From = root.Member("twi_from").Text(),
                    Identity = to![ClientPrefix.Length..],
                    Json = json,
                },
            };
    }

    private static EventProblem? TypeProblem(string? type) =>
        type == MessageType ? null : new EventProblem("/twi_message_type", $"a call notification has the type {MessageType}");

    private static EventProblem? KeyProblem(string location, string? text, int maxLength)
    {
        if (text is null)
            return new EventProblem(location, "a call notification has this member, a string that is not empty");
        return TableKey.Encode(text).Length <= maxLength
            ? null
            : new EventProblem(location, $"at most {maxLength} characters can be kept; each that a table key does not allow counts as five");
    }

    private static EventProblem? CalleeProblem(string? to)
    {
        if (to is null || !to.StartsWith(ClientPrefix, StringComparison.Ordinal) || to.Length == ClientPrefix.Length)
            return new EventProblem("/twi_to", $"the callee of a call notification is {ClientPrefix} and an identity");
        return to.Length - ClientPrefix.Length <= BindingNames.MaxIdentityLength
            ? null
            : new EventProblem("/twi_to", $"an identity has at most {BindingNames.MaxIdentityLength} characters");
    }

    private static CallNotificationBody Refused(string location, string detail) => new() { Problem = new EventProblem(location, detail) };
}
