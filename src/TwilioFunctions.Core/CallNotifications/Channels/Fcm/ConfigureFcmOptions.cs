using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>Takes away the whitespace that comes with pasted settings.</summary>
internal sealed class ConfigureFcmOptions : IPostConfigureOptions<FcmOptions>
{
    public void PostConfigure(string? name, FcmOptions options)
    {
        options.ServiceAccountJson = options.ServiceAccountJson?.Trim();
        options.Endpoint = options.Endpoint.Trim();
    }
}
