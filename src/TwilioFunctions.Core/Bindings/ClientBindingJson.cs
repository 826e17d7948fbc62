using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Bindings as the API, exports and imports write them. What was written can be read again.</summary>
internal static class ClientBindingJson
{
    private const int MaxDeviceId = 256;
    private const int MaxLabels = 16;
    private const int MaxLabelName = 64;
    private const int MaxLabelValue = 256;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a binding; never throws.</summary>
    /// <param name="element">The binding.</param>
    /// <param name="accountSid">The account that it belongs to.</param>
    /// <param name="identity">The identity that it belongs to; null where <paramref name="element"/> says it.</param>
    /// <param name="bindingId">Its id; null where <paramref name="element"/> says it.</param>
    public static BindingReading Read(JsonElement element, string accountSid, string? identity, string? bindingId)
    {
        var problems = new List<BindingProblem>();
        var reader = new ObjectReader(
            element, "", problems,
            "channel", ChannelNames.Fcm, ChannelNames.Apns, ChannelNames.Webhook, "deviceId", "labels",
            "accountSid", "identity", "bindingId", "createdAt", "updatedAt");
        if (element.ValueKind != JsonValueKind.Object)
            return new BindingReading(null, problems);

        CheckSame(reader, "accountSid", accountSid);
        identity = ReadName(reader, "identity", identity, BindingNames.ProblemOfIdentity);
        bindingId = ReadName(reader, "bindingId", bindingId, BindingNames.ProblemOfBindingId);
        var address = ReadAddress(reader, problems);
        var deviceId = reader.Text("deviceId", MaxDeviceId);
        var labels = ReadLabels(reader);
        if (problems.Count > 0 || identity is null || bindingId is null || address is null)
            return new BindingReading(null, [.. problems.Take(BindingReading.MaxProblems)]);
        return new BindingReading(
            new ClientBinding
            {
                AccountSid = accountSid,
                Identity = identity,
                BindingId = bindingId,
                Address = address,
                DeviceId = deviceId,
                Labels = labels,
            },
            []);
    }

    /// <summary>One object, in one line.</summary>
    /// <param name="binding">What is written.</param>
    /// <param name="withSecrets">False leaves out the secrets of a webhook: devices do not see them.</param>
    public static byte[] Write(ClientBinding binding, bool withSecrets = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            Write(writer, binding, withSecrets);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(ClientBinding, bool)" />
    public static void Write(Utf8JsonWriter writer, ClientBinding binding, bool withSecrets = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(binding);
        writer.WriteStartObject();
        writer.WriteString("accountSid", binding.AccountSid);
        writer.WriteString("identity", binding.Identity);
        writer.WriteString("bindingId", binding.BindingId);
        writer.WriteString("channel", binding.Address.Channel);
        WriteAddress(writer, binding.Address, withSecrets);
        if (binding.DeviceId is { } deviceId)
            writer.WriteString("deviceId", deviceId);
        WriteLabels(writer, binding.Labels);
        writer.WriteString("createdAt", binding.CreatedAt.UtcDateTime);
        writer.WriteString("updatedAt", binding.UpdatedAt.UtcDateTime);
        writer.WriteEndObject();
    }

    private static string? ReadName(ObjectReader reader, string member, string? given, Func<string?, string?> problemOf)
    {
        if (given is not null)
            CheckSame(reader, member, given);
        var name = given ?? (reader.Find(member) is null ? null : reader.Find(member).Text() ?? "");
        if (name is null)
            reader.Refuse(member, "This is missing.");
        else if (problemOf(name) is { } problem)
            reader.Refuse(member, problem);
        else
            return name;
        return null;
    }

    private static void CheckSame(ObjectReader reader, string member, string given)
    {
        if (reader.Find(member) is { } element && ((JsonElement?)element).Text() != given)
            reader.Refuse(member, "This must be the one in the URL.");
    }

    private static ChannelAddress? ReadAddress(ObjectReader reader, List<BindingProblem> problems)
    {
        if (reader.RequiredText("channel", 16) is not { } channel)
            return null;
        if (!ChannelNames.All.Contains(channel))
        {
            reader.Refuse("channel", $"This must be one of {string.Join(", ", ChannelNames.All)}.");
            return null;
        }
        foreach (var other in ChannelNames.All.Where(other => other != channel && reader.Find(other) is not null))
            reader.Refuse(other, $"The channel of this binding is {channel}.");
        return AddressReader.Read(channel, reader.Find(channel), problems);
    }

    private static Dictionary<string, string> ReadLabels(ObjectReader reader)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.Find("labels") is not { } element)
            return labels;
        if (element.ValueKind != JsonValueKind.Object)
        {
            reader.Refuse("labels", "This must be a JSON object whose members are strings.");
            return labels;
        }
        foreach (var member in element.EnumerateObject())
        {
            if (labels.Count == MaxLabels)
            {
                reader.Refuse("labels", $"A binding has at most {MaxLabels} labels.");
                break;
            }
            ReadLabel(reader, member, labels);
        }
        return labels;
    }

    private static void ReadLabel(ObjectReader reader, JsonProperty member, Dictionary<string, string> labels)
    {
        if (ObjectReader.NameOf(member) is not { Length: >= 1 and <= MaxLabelName } name)
            reader.Refuse("labels", $"The name of a label has 1 to {MaxLabelName} characters.");
        else if (ValueOf(member.Value) is not { Length: <= MaxLabelValue } value)
            reader.Refuse($"labels.{name}", $"The value of a label is a string of at most {MaxLabelValue} characters.");
        else if (!labels.TryAdd(name, value))
            reader.Refuse($"labels.{name}", "The label is given twice.");
    }

    private static string? ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.ValueEquals("") ? "" : ((JsonElement?)value).Text();

    private static void WriteAddress(Utf8JsonWriter writer, ChannelAddress address, bool withSecrets)
    {
        if (address is WebPubSubAddress)
            return;
        writer.WriteStartObject(address.Channel);
        switch (address)
        {
            case FcmAddress fcm:
                writer.WriteString("registrationToken", fcm.RegistrationToken);
                break;
            case ApnsAddress apns:
                writer.WriteString("deviceToken", apns.DeviceToken);
                writer.WriteString("bundleId", apns.BundleId);
                writer.WriteString("environment", AddressNames.Of(apns.Environment));
                writer.WriteString("pushType", AddressNames.Of(apns.PushType));
                break;
            case WebhookAddress webhook:
                writer.WriteString("url", webhook.Url);
                if (withSecrets)
                    writer.WriteString("secret", webhook.Secret);
                if (withSecrets && webhook.SecondarySecret is { } secondary)
                    writer.WriteString("secondarySecret", secondary);
                break;
        }
        writer.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0)
            return;
        writer.WriteStartObject("labels");
        foreach (var (name, value) in labels)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}

/// <summary>How the labels stand in their column.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class LabelsJson : JsonSerializerContext
{
    /// <summary>Escapes as few characters as JSON allows: a column holds 32 Ki of them, and the longest labels just fit.</summary>
    public static LabelsJson Compact { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
