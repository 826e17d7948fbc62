using System.Text.Json;
using Azure.Data.Tables;

namespace TwilioFunctions.Core.Bindings;

/// <summary>The columns of a binding.</summary>
internal static class BindingColumns
{
    public const string Channel = "Channel";

    private const string CreatedAt = "CreatedAt";
    private const string WriteId = "WriteId";
    private const string Labels = "Labels";

    /// <summary>A row without an ETag.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="writeId">The write's own id: by it, a write that was sent twice knows that it took effect.</param>
    public static TableEntity Write(ClientBinding binding, string writeId)
    {
        var row = new TableEntity(BindingKey.PartitionOf(binding.AccountSid, binding.Identity), binding.BindingId)
        {
            ["AccountSid"] = binding.AccountSid,
            ["Identity"] = binding.Identity,
            [Channel] = binding.Address.Channel,
            ["DeviceId"] = binding.DeviceId,
            [CreatedAt] = binding.CreatedAt,
            ["UpdatedAt"] = binding.UpdatedAt,
            [WriteId] = writeId,
        };
        if (binding.Labels.Count > 0)
            row[Labels] = JsonSerializer.Serialize(binding.Labels, LabelsJson.Compact.IReadOnlyDictionaryStringString);
        WriteAddress(row, binding.Address);
        return row;
    }

    /// <summary>When the binding of a row was registered first.</summary>
    public static DateTimeOffset? CreatedAtOf(TableEntity row) => row.GetDateTimeOffset(CreatedAt);

    /// <summary>The write that left the row; null in rows of earlier versions.</summary>
    public static string? WriteIdOf(TableEntity row) => row.GetString(WriteId);

    /// <summary>Null for a row that is no binding of a channel that this version knows: the identity's other devices ring all the same.</summary>
    public static ClientBinding? Read(TableEntity row) => ReadAddress(row) is not { } address ? null : new ClientBinding
    {
        AccountSid = row.GetString("AccountSid") ?? "",
        Identity = row.GetString("Identity") ?? "",
        BindingId = row.RowKey,
        Address = address,
        DeviceId = row.GetString("DeviceId"),
        Labels = ReadLabels(row.GetString(Labels)),
        CreatedAt = CreatedAtOf(row) ?? default,
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,
        ETag = row.ETag,
    };

    private static void WriteAddress(TableEntity row, ChannelAddress address)
    {
        switch (address)
        {
            case FcmAddress fcm:
                row["RegistrationToken"] = fcm.RegistrationToken;
                break;
            case ApnsAddress apns:
                row["DeviceToken"] = apns.DeviceToken;
                row["BundleId"] = apns.BundleId;
                row["Environment"] = AddressNames.Of(apns.Environment);
                row["PushType"] = AddressNames.Of(apns.PushType);
                break;
            case WebhookAddress webhook:
                row["Url"] = webhook.Url;
                row["Secret"] = webhook.Secret;
                row["SecondarySecret"] = webhook.SecondarySecret;
                break;
        }
    }

    private static ChannelAddress? ReadAddress(TableEntity row) => row.GetString(Channel) switch
    {
        ChannelNames.Fcm when row.GetString("RegistrationToken") is { } token => new FcmAddress(token),
        ChannelNames.Apns when row.GetString("DeviceToken") is { } token
            && row.GetString("BundleId") is { } bundleId
            && AddressNames.Environment(row.GetString("Environment")) is { } environment
            && AddressNames.PushType(row.GetString("PushType")) is { } pushType => new ApnsAddress(token, bundleId, environment, pushType),
        ChannelNames.WebPubSub => new WebPubSubAddress(),
        ChannelNames.Webhook when row.GetString("Url") is { } url && row.GetString("Secret") is { } secret =>
            new WebhookAddress(url, secret, row.GetString("SecondarySecret")),
        _ => null,
    };

    private static Dictionary<string, string> ReadLabels(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, LabelsJson.Compact.DictionaryStringString) ?? [];
}
