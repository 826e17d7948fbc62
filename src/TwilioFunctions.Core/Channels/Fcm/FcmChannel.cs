using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>
/// Firebase Cloud Messaging, HTTP v1: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send. The app gets the
/// notification's members as the strings of a data message.
/// </summary>
internal sealed partial class FcmChannel : INotificationChannel
{
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly ILogger<FcmChannel> logger;
    private readonly FcmAccessTokens? tokens;
    private readonly Uri? url;

    /// <summary>A channel that is off unless <paramref name="options"/> holds a service account.</summary>
    public FcmChannel([FromKeyedServices(ChannelNames.Fcm)] HttpClient http, IOptions<FcmOptions> options, TimeProvider time, ILogger<FcmChannel> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.http = http;
        this.time = time;
        this.logger = logger;
        MissingSetting = options.Value.MissingSetting;
        if (MissingSetting is null && FcmServiceAccount.Read(options.Value.ServiceAccountJson!, out _) is { } account)
        {
            tokens = new FcmAccessTokens(account, http, time);
            url = ServiceEndpoint.At(options.Value.Endpoint, $"/v1/projects/{Uri.EscapeDataString(account.ProjectId)}/messages:send");
        }
    }

    /// <inheritdoc />
    public string Name => ChannelNames.Fcm;

    /// <inheritdoc />
    public string? MissingSetting { get; }

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (tokens is null)
            return DeliveryResult.Rejected(MissingSetting ?? "Channels__Fcm__ServiceAccountJson cannot be read.");

        var address = (FcmAddress)delivery.Binding.Address;
        if (FcmMessage.Of(delivery.Notification.Json, address.RegistrationToken, delivery.ExpiresAt - time.GetUtcNow()) is not { } message)
            return DeliveryResult.Rejected("The notification is no JSON object.");
        if (message.LeftOut.Count > 0)
            LogLeftOut(delivery.Notification.MessageId, message.LeftOut);
        if (message.DataBytes > FcmMessage.MaxDataBytes)
            return DeliveryResult.Rejected($"The notification has {message.DataBytes} bytes, and Firebase takes {FcmMessage.MaxDataBytes}.");

        var token = await tokens.CurrentAsync(cancellationToken);
        if (token.Value is null)
            return token.Failure!;

        var answer = await AskAsync(message, token.Value, cancellationToken);
        if (FcmVerdict.IsAccessTokenRefused(answer))
        {
            LogTokenRefused();
            token = await tokens.InsteadOfAsync(token.Value, cancellationToken);
            if (token.Value is null)
                return token.Failure!;
            answer = await AskAsync(message, token.Value, cancellationToken);
        }

        return FcmVerdict.Of(answer);
    }

    private async Task<ChannelAnswer> AskAsync(FcmMessage message, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            // One connection for many devices, where the service speaks it.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(message.Body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.AskAsync(request, time, cancellationToken);
    }

    [LoggerMessage(EventId = 5201, Level = LogLevel.Warning, Message = "FCM: notification {MessageId} goes without {Members}, names that Firebase keeps for itself and would refuse the message for")]
    private partial void LogLeftOut(string messageId, IReadOnlyList<string> members);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning, Message = "FCM refused the access token; trying once more with a new one")]
    private partial void LogTokenRefused();
}
