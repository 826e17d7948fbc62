using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Azure;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Bindings;

/// <summary>A device (or a service) that rings when a client identity is called.</summary>
public sealed record ClientBinding
{
    /// <summary>The account that the client belongs to, spelled as it is configured.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The client identity, from 1 to 256 characters of any kind.</summary>
    public required string Identity { get; init; }

    /// <summary>Chosen by who registers, unique within the identity.</summary>
    public required string BindingId { get; init; }

    /// <summary>The channel, and where on it the device is reached.</summary>
    public required ChannelAddress Address { get; init; }

    /// <summary>The device's own identifier, if it has one.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Whatever the team wants to know of the binding.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was registered first.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last put, changed or not: a device that registers again renews its binding.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The row's version in Table Storage.</summary>
    public ETag ETag { get; init; }
}

/// <summary>
/// The keys of table <c>ClientBindings</c>. An identity has up to 256 characters of any kind, each of which may become five in a key,
/// and a key holds 512: an identity that does not fit beside its account is found by its hash. Every row also has it in a column.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#partitionkey-property
/// </summary>
internal static class BindingKey
{
    /// <summary>In UTF-16 code units.</summary>
    public const int MaxLength = 512;

    // Four hexadecimal digits follow the equals sign in what TableKey makes, so that no encoded identity begins like this.
    private const string HashMark = "=sha256-";

    /// <summary>The partition that holds the bindings of one identity.</summary>
    public static string PartitionOf(string accountSid, string identity)
    {
        var account = StartOf(accountSid);
        var encoded = TableKey.Encode(identity);
        return account + (account.Length + encoded.Length <= MaxLength ? encoded : HashMark + HashOf(identity));
    }

    /// <summary>What the keys of all the account's partitions begin with.</summary>
    public static string StartOf(string accountSid) => TableKey.Encode(accountSid) + TableKey.Separator;

    /// <summary>The first key after all of the account's.</summary>
    public static string EndOf(string accountSid) => TableKey.Encode(accountSid) + (char)(TableKey.Separator + 1);

    private static string HashOf(string identity) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(identity.AsSpan())));
}
