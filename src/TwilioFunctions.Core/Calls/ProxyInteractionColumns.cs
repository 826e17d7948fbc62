using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

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
