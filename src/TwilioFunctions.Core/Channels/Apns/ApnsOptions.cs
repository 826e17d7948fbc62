using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>
/// What signs in at Apple's push service: a key from https://developer.apple.com/account/resources/authkeys/list. Nothing set is a channel
/// that is off.
/// </summary>
internal sealed class ApnsOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Channels:Apns";

    /// <summary>The team's id, ten letters and digits.</summary>
    public string? TeamId { get; set; }

    /// <summary>The key's id, ten letters and digits.</summary>
    public string? KeyId { get; set; }

    /// <summary>
    /// The text of the <c>.p8</c> file. Line breaks may be written as <c>\n</c>, since a setting often holds one line, and the frame of the
    /// PEM text may be left out.
    /// </summary>
    public string? PrivateKey { get; set; }

    /// <summary>Where pushes for bindings of the production environment go.</summary>
    public string ProductionEndpoint { get; set; } = "https://api.push.apple.com";

    /// <summary>Where pushes for bindings of the sandbox environment go.</summary>
    public string SandboxEndpoint { get; set; } = "https://api.sandbox.push.apple.com";

    /// <summary>Why the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (new[] { TeamId, KeyId, PrivateKey }.All(string.IsNullOrEmpty))
                return "Channels__Apns__PrivateKey is not set, nor are Channels__Apns__KeyId and Channels__Apns__TeamId.";
            return KeyVaultReference.IsUnresolved(PrivateKey) ? KeyVaultReference.Sentence("Channels__Apns__PrivateKey") : null;
        }
    }
}

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

/// <summary>Stops the app at start, with sentences, when Apple would refuse every push.</summary>
internal sealed partial class ApnsOptionsValidator : IValidateOptions<ApnsOptions>
{
    public ValidateOptionsResult Validate(string? name, ApnsOptions options)
    {
        string[] failures = [.. Credentials(options), .. Endpoints(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Credentials(ApnsOptions options)
    {
        if (options.MissingSetting is not null)
            yield break;

        if (string.IsNullOrEmpty(options.TeamId))
            yield return "Channels__Apns__TeamId is not set, although other settings of APNs are.";
        else if (!TenCharacters.IsMatch(options.TeamId))
            yield return "Channels__Apns__TeamId is not a team id: ten letters and digits.";

        if (string.IsNullOrEmpty(options.KeyId))
            yield return "Channels__Apns__KeyId is not set, although other settings of APNs are.";
        else if (!TenCharacters.IsMatch(options.KeyId))
            yield return "Channels__Apns__KeyId is not a key id: ten letters and digits.";

        if (string.IsNullOrEmpty(options.PrivateKey))
        {
            yield return "Channels__Apns__PrivateKey is not set, although other settings of APNs are.";
            yield break;
        }

        using var key = ApnsPrivateKey.TryRead(options.PrivateKey);
        if (key is null)
            yield return "Channels__Apns__PrivateKey is not a private key of Apple: give the text of the .p8 file, line breaks as they are or as \\n.";
    }

    private static IEnumerable<string> Endpoints(ApnsOptions options) => new[]
    {
        ServiceEndpoint.Problem("Channels__Apns__ProductionEndpoint", options.ProductionEndpoint),
        ServiceEndpoint.Problem("Channels__Apns__SandboxEndpoint", options.SandboxEndpoint),
    }.OfType<string>();

    [GeneratedRegex("^[A-Za-z0-9]{10}$")]
    private static partial Regex TenCharacters { get; }
}

/// <summary>Registers the channel.</summary>
internal static class ApnsRegistration
{
    /// <summary>Adds <see cref="ApnsChannel"/> and its <see cref="ApnsOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddApnsChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ApnsOptions, ApnsOptionsValidator>(configuration.GetSection(ApnsOptions.Section));
        return services
            .AddSingleton<IPostConfigureOptions<ApnsOptions>, ConfigureApnsOptions>()
            .AddKeyedSingleton(ChannelNames.Apns, (_, _) => ChannelHttpClient.Create(ApnsConnections.CreateHandler()))
            .AddSingleton<INotificationChannel, ApnsChannel>();
    }
}
