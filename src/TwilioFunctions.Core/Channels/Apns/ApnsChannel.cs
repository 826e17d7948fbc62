using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>
/// Apple Push Notification service: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns.
/// VoIP pushes carry the notification as it is; alerts have <c>aps</c> in front of it.
/// </summary>
internal sealed partial class ApnsChannel : INotificationChannel
{
    private readonly HttpClient http;
    private readonly ApnsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ApnsChannel> logger;
    private readonly ApnsProviderToken? providerToken;

    /// <summary>A channel that is off unless <paramref name="options"/> holds a key.</summary>
    public ApnsChannel([FromKeyedServices(ChannelNames.Apns)] HttpClient http, IOptions<ApnsOptions> options, TimeProvider time, ILogger<ApnsChannel> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.http = http;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        MissingSetting = this.options.MissingSetting;
        if (MissingSetting is null && ApnsPrivateKey.TryRead(this.options.PrivateKey!) is { } key)
            providerToken = new ApnsProviderToken(this.options.TeamId!, this.options.KeyId!, key, time);
    }

    /// <inheritdoc />
    public string Name => ChannelNames.Apns;

    /// <inheritdoc />
    public string? MissingSetting { get; }

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (providerToken is null)
            return DeliveryResult.Rejected(MissingSetting ?? "Channels__Apns__PrivateKey cannot be read.");

        var address = (ApnsAddress)delivery.Binding.Address;
        var payload = ApnsPayload.Of(delivery.Notification.Json, address.PushType);
        var limit = ApnsPayload.Limit(address.PushType);
        if (payload.Length > limit)
            return DeliveryResult.Rejected($"The push has {payload.Length} bytes, and Apple takes {limit}.");

        var token = providerToken.Current();
        var answer = await AskAsync(delivery, address, payload, token, cancellationToken);
        if (ApnsVerdict.IsTokenExpired(answer) && providerToken.InsteadOf(token) is { } other)
        {
            LogTokenRefused();
            answer = await AskAsync(delivery, address, payload, other, cancellationToken);
        }

        return ApnsVerdict.Of(answer, address);
    }

    private async Task<ChannelAnswer> AskAsync(Delivery delivery, ApnsAddress address, byte[] payload, string token, CancellationToken cancellationToken)
    {
        var endpoint = address.Environment == ApnsEnvironment.Production ? options.ProductionEndpoint : options.SandboxEndpoint;
        var (type, topic) = address.PushType == ApnsPushType.Voip ? ("voip", $"{address.BundleId}.voip") : ("alert", address.BundleId);
        using var request = new HttpRequestMessage(HttpMethod.Post, ServiceEndpoint.At(endpoint, $"/3/device/{Uri.EscapeDataString(address.DeviceToken)}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(payload),
        };
        request.Headers.TryAddWithoutValidation("authorization", $"bearer {token}");
        request.Headers.TryAddWithoutValidation("apns-id", ApnsId.Of(delivery.Notification.MessageId, delivery.Binding.BindingId).ToString());
        request.Headers.TryAddWithoutValidation("apns-push-type", type);
        request.Headers.TryAddWithoutValidation("apns-topic", topic);
        request.Headers.TryAddWithoutValidation("apns-priority", "10");
        // Apple keeps the push for a phone that it cannot reach now, as long as the call rings.
        request.Headers.TryAddWithoutValidation("apns-expiration", delivery.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.AskAsync(request, time, cancellationToken);
    }

    [LoggerMessage(EventId = 5221, Level = LogLevel.Warning, Message = "APNs called the provider token expired; trying once more with a new one. If this repeats, look at the clock of this machine.")]
    private partial void LogTokenRefused();
}

/// <summary>Makes <c>apns-id</c>, under which Apple knows a push: every attempt at the same one has the same.</summary>
internal static class ApnsId
{
    /// <summary>A UUID of version 8, whose bits are ours to choose: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8.</summary>
    public static Guid Of(string messageId, string bindingId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{messageId}\n{bindingId}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
