using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>Takes away the whitespace that comes with pasted settings.</summary>
internal sealed class ConfigureApnsOptions : IPostConfigureOptions<ApnsOptions>
{
    public void PostConfigure(string? name, ApnsOptions options)
    {
        options.TeamId = options.TeamId?.Trim();
        options.KeyId = options.KeyId?.Trim();
        options.PrivateKey = options.PrivateKey?.Trim();
        options.ProductionEndpoint = options.ProductionEndpoint.Trim();
        options.SandboxEndpoint = options.SandboxEndpoint.Trim();
    }
}
