using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// What Twilio Proxy says of an interaction at one moment: the parameters that people look for, and all of them. Every one but the
/// SID may be missing. Source: https://www.twilio.com/docs/proxy/api/webhooks
/// </summary>
public sealed record ProxyInteraction
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    /// <summary><c>KI…</c></summary>
    public required string InteractionSid { get; init; }

    /// <summary><c>Voice</c>, <c>message</c> or <c>unknown</c>, in whatever case Twilio sent it.</summary>
    public string? Type { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary><c>KS…</c></summary>
    public string? ServiceSid { get; init; }

    /// <summary><c>KC…</c></summary>
    public string? SessionSid { get; init; }

    /// <summary>The side that began it.</summary>
    public ProxySide Inbound { get; init; } = new(null, null, null, null);

    /// <summary>The side that it is brought to; empty before there is one.</summary>
    public ProxySide Outbound { get; init; } = new(null, null, null, null);

    /// <summary>When Proxy made it.</summary>
    public DateTimeOffset? DateCreated { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? DateUpdated { get; init; }

    /// <summary><c>interactionData</c> as it was sent; null when it is missing or empty.</summary>
    public string? Data { get; init; }

    /// <summary>The same where it is JSON, which it need not be; else null.</summary>
    public string? DataJson => Data is { } text && IsJson(text) ? text : null;

    /// <summary>Why the app blocked it; null for one that it did not block.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>When the callback first arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The parameters as they were sent, encoded.</summary>
    public required string Form { get; init; }

    /// <summary>The parameters as they were sent.</summary>
    public FormParameters Parameters => FormParameters.Parse(Encoding.UTF8.GetBytes(Form));

    /// <summary>When it was so, as well as is known.</summary>
    public DateTimeOffset Time => DateUpdated ?? DateCreated ?? ReceivedAt;

    /// <summary>Whether it is a call's.</summary>
    public bool IsVoice => string.Equals(Type, "voice", StringComparison.OrdinalIgnoreCase)
        || IsCall(Inbound)
        || IsCall(Outbound);

    /// <summary>The partitions that keep it: both calls of a voice interaction, the inbound message of another; itself where no resource is named.</summary>
    public IReadOnlyList<string> Owners
    {
        get
        {
            string[] resources = [.. new[] { Inbound.ResourceSid, Outbound.ResourceSid }.OfType<string>().Distinct(StringComparer.Ordinal)];
            return resources.Length == 0 ? [InteractionSid] : IsVoice ? resources : resources[..1];
        }
    }

    /// <summary>Reads a form; null when it names no interaction. Never throws.</summary>
    public static ProxyInteraction? Of(string form, DateTimeOffset receivedAt, string? blockedReason = null)
    {
        var parameters = FormParameters.Parse(Encoding.UTF8.GetBytes(form));
        return parameters.Text("interactionSid") is not { } interactionSid ? null : new ProxyInteraction
        {
            InteractionSid = interactionSid,
            Type = parameters.Text("interactionType"),
            AccountSid = parameters.Text("interactionAccountSid"),
            ServiceSid = parameters.Text("interactionServiceSid"),
            SessionSid = parameters.Text("interactionSessionSid"),
            Inbound = SideOf(parameters, "inbound"),
            Outbound = SideOf(parameters, "outbound"),
            DateCreated = parameters.Time("interactionDateCreated"),
            DateUpdated = parameters.Time("interactionDateUpdated"),
            Data = parameters.Text("interactionData"),
            BlockedReason = blockedReason,
            ReceivedAt = receivedAt,
            Form = form,
        };
    }

    private static ProxySide SideOf(FormParameters parameters, string side) => new(
        parameters.Text($"{side}ParticipantSid"),
        parameters.Text($"{side}ResourceSid"),
        parameters.Text($"{side}ResourceType"),
        parameters.Text($"{side}ResourceStatus"));

    private static bool IsCall(ProxySide side) => string.Equals(side.ResourceType, "call", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Limits);
            return true;
        }
        catch (Exception none) when (none is JsonException or ArgumentException)
        {
            // The latter for half of a surrogate pair.
            return false;
        }
    }
}

/// <summary>One side of a Proxy interaction.</summary>
/// <param name="ParticipantSid"><c>KP…</c></param>
/// <param name="ResourceSid">The call, <c>CA…</c>, or the message, <c>SM…</c>.</param>
/// <param name="ResourceType"><c>call</c> or <c>message</c>.</param>
/// <param name="Status">The state of that call or message.</param>
public sealed record ProxySide(string? ParticipantSid, string? ResourceSid, string? ResourceType, string? Status);

/// <summary>The payload of a message <c>proxy.intercept</c>: a Proxy interaction that was blocked.</summary>
/// <param name="Reason">Why it was blocked, in words.</param>
/// <param name="Form">The parameters as Twilio sent them.</param>
internal sealed record BlockedInteraction(string Reason, string Form)
{
    /// <summary>The payload's text.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, BlockedInteractionJson.Default.BlockedInteraction);

    /// <exception cref="InvalidDataException">The text wasn't written by <see cref="Serialize"/>.</exception>
    internal static BlockedInteraction Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, BlockedInteractionJson.Default.BlockedInteraction) is { Reason: not null, Form: not null } blocked
                ? blocked
                : throw new InvalidDataException("Not a blocked interaction: its reason or its form is missing.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"Not a blocked interaction: {malformed.Message}", malformed);
        }
    }
}

[JsonSerializable(typeof(BlockedInteraction))]
internal sealed partial class BlockedInteractionJson : JsonSerializerContext;

/// <summary>Rows <c>proxy|{interactionSid}|{inbound status}|{outbound status}|{hash}</c>. The columns are for those who look into the table.</summary>
internal static class ProxyInteractionColumns
{
    public const string RowPrefix = "proxy|";

    private const string BlockedReason = "BlockedReason";

    public static CallbackRow Write(string owner, ProxyInteraction interaction, Envelope envelope)
    {
        var row = CallbackColumns.RowOf(owner, ["proxy", interaction.InteractionSid, interaction.Inbound.Status, interaction.Outbound.Status], envelope, interaction.Form, interaction.BlockedReason ?? "");
        row["InteractionSid"] = interaction.InteractionSid;
        row["InteractionType"] = TextColumns.Shorten(interaction.Type);
        row["SessionSid"] = TextColumns.Shorten(interaction.SessionSid);
        row["ServiceSid"] = TextColumns.Shorten(interaction.ServiceSid);
        row["InboundParticipantSid"] = TextColumns.Shorten(interaction.Inbound.ParticipantSid);
        row["InboundResourceSid"] = interaction.Inbound.ResourceSid;
        row["InboundStatus"] = TextColumns.Shorten(interaction.Inbound.Status);
        row["OutboundParticipantSid"] = TextColumns.Shorten(interaction.Outbound.ParticipantSid);
        row["OutboundResourceSid"] = interaction.Outbound.ResourceSid;
        row["OutboundStatus"] = TextColumns.Shorten(interaction.Outbound.Status);
        row["DateCreated"] = interaction.DateCreated;
        row["DateUpdated"] = interaction.DateUpdated;
        row[BlockedReason] = TextColumns.Shorten(interaction.BlockedReason);
        return row;
    }

    public static ProxyInteraction Read(TableEntity row)
    {
        var interaction = ProxyInteraction.Of(CallbackColumns.FormOf(row), CallbackColumns.ReceivedAtOf(row), row.GetString(BlockedReason))
            ?? throw new InvalidDataException($"The row {row.RowKey} of {row.PartitionKey} names no interaction.");
        return interaction with { AccountSid = interaction.AccountSid ?? row.GetString("AccountSid") };
    }
}
