using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>
/// A data message: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages. It has no <c>notification</c>, which would keep it
/// from the app while that is in the background.
/// </summary>
/// <param name="Body">What is posted.</param>
/// <param name="DataBytes">The bytes of all keys and values of <c>data</c>.</param>
/// <param name="LeftOut">The members whose names Firebase keeps for itself.</param>
internal sealed record FcmMessage(ReadOnlyMemory<byte> Body, int DataBytes, IReadOnlyList<string> LeftOut)
{
    /// <summary>Firebase takes no more bytes of keys and values: https://firebase.google.com/docs/cloud-messaging/concept-options.</summary>
    public const int MaxDataBytes = 4096;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The notification's members in their order, as strings, the only values that Firebase takes: a string as it is written, anything else as the
    /// text of its JSON. Null when the notification is no JSON object.
    /// </summary>
    public static FcmMessage? Of(string notification, string registrationToken, TimeSpan timeLeft)
    {
        if (Parse(notification) is not { ValueKind: JsonValueKind.Object } json)
            return null;

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartObject("message");
        writer.WriteString("token", registrationToken);
        writer.WritePropertyName("data");
        var (dataBytes, leftOut) = WriteData(writer, json);
        writer.WriteStartObject("android");
        writer.WriteString("priority", "HIGH");
        writer.WriteString("ttl", $"{Math.Max(0, (long)timeLeft.TotalSeconds).ToString(CultureInfo.InvariantCulture)}s");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return new FcmMessage(buffer.WrittenMemory, dataBytes, leftOut);
    }

    // By hand, so that every escape stays as Twilio wrote it, even one that is no text (half of a surrogate pair).
    private static (int Bytes, IReadOnlyList<string> LeftOut) WriteData(Utf8JsonWriter writer, JsonElement json)
    {
        var data = new StringBuilder("{");
        var leftOut = new List<string>();
        var bytes = 0;
        foreach (var member in Members(json))
        {
            if (IsReserved(member.Name))
            {
                leftOut.Add(member.Name);
                continue;
            }

            var raw = member.Value.GetRawText();
            var isString = member.Value.ValueKind == JsonValueKind.String;
            bytes += Encoding.UTF8.GetByteCount(member.Name) + Encoding.UTF8.GetByteCount(isString ? ((JsonElement?)member.Value).Text() ?? raw[1..^1] : raw);
            data.Append(data.Length > 1 ? "," : "").Append('"').Append(member.RawName).Append("\":");
            data.Append(isString ? raw : $"\"{JsonEncodedText.Encode(raw, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
        }

        writer.WriteRawValue(data.Append('}').ToString(), skipInputValidation: true);
        return (bytes, leftOut);
    }

    // A name that is repeated has its last value, as JSON readers have it; Firebase would refuse the repetition.
    private static IEnumerable<Member> Members(JsonElement json)
    {
        var members = json.EnumerateObject().Select(Member.Of).ToArray();
        var last = members.Index().GroupBy(member => member.Item.Name, StringComparer.Ordinal).Select(same => same.Last().Index).ToHashSet();
        return members.Where((_, index) => last.Contains(index));
    }

    // https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages#Message.FIELDS.data
    private static bool IsReserved(string name) =>
        name is "from" or "message_type" || name.StartsWith("google", StringComparison.Ordinal) || name.StartsWith("gcm", StringComparison.Ordinal);

    private static JsonElement? Parse(string notification)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetBytes(notification));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly record struct Member(string Name, string RawName, JsonElement Value)
    {
        public static Member Of(JsonProperty member)
        {
            var raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
            try
            {
                return new Member(member.Name, raw, member.Value);
            }
            catch (InvalidOperationException)
            {
                return new Member(raw, raw, member.Value);
            }
        }
    }
}
