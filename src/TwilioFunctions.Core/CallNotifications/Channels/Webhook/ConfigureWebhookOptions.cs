using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Takes away the whitespace that comes with pasted settings, and origins that are empty.</summary>
internal sealed class ConfigureWebhookOptions : IPostConfigureOptions<WebhookChannelOptions>
{
    public void PostConfigure(string? name, WebhookChannelOptions options)
    {
        string[] origins = [.. options.AllowedOrigins.Where(origin => !string.IsNullOrWhiteSpace(origin)).Select(origin => origin.Trim())];
        options.AllowedOrigins.Clear();
        foreach (var origin in origins)
            options.AllowedOrigins.Add(origin);
    }
}
