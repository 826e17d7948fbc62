using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>Takes away the whitespace that comes with pasted settings; an empty one is not set.</summary>
internal sealed class ConfigureWebPubSubOptions : IPostConfigureOptions<WebPubSubOptions>
{
    public void PostConfigure(string? name, WebPubSubOptions options)
    {
        options.Endpoint = Trimmed(options.Endpoint)?.TrimEnd('/');
        options.Hub = Trimmed(options.Hub);
        options.AccessKey = Trimmed(options.AccessKey);
        options.ClientId = Trimmed(options.ClientId);
    }

    private static string? Trimmed(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
