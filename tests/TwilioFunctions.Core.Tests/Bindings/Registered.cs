using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Webhook;

namespace TwilioFunctions.Core.Tests.Bindings;

/// <summary>Bindings to test with, and what works on them.</summary>
internal static class Registered
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static ClientBinding Binding(string accountSid, string identity, string bindingId, ChannelAddress? address = null) => new()
    {
        AccountSid = accountSid,
        Identity = identity,
        BindingId = bindingId,
        Address = address ?? new FcmAddress("token-of-" + bindingId),
    };

    public static ClientBindingStore StoreIn(StorageFixture storage, int maxPerIdentity = 100, TimeProvider? time = null) =>
        StoreOn(storage.Tables, maxPerIdentity, time);

    public static ClientBindingStore StoreOn(TableServiceClient tables, int maxPerIdentity = 100, TimeProvider? time = null) => new(
        tables,
        Options.Create(new BindingsOptions { MaxPerIdentity = maxPerIdentity }),
        time ?? TimeProvider.System,
        NullLogger<ClientBindingStore>.Instance);

    /// <summary>All channels are on but those that are named.</summary>
    public static BindingReader Reader(params string[] off)
    {
        var channels = ChannelNames.All.Select(name => Mock.Of<INotificationChannel>(channel =>
            channel.Name == name && channel.MissingSetting == (off.Contains(name) ? $"Channels__{name} is not set." : null)));
        var webhook = new WebhookChannelOptions { AllowedOrigins = { "http://127.0.0.1:7099" } };
        return new BindingReader(new ChannelAvailability(new NotificationChannels(channels), Options.Create(webhook)));
    }
}
