using Azure;

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
