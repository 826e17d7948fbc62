using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>What signs in at Firebase Cloud Messaging. Nothing set is a channel that is off.</summary>
internal sealed class FcmOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Channels:Fcm";

    /// <summary>
    /// The text of a service account's key file (Firebase console, project settings, service accounts); the account needs the role
    /// Firebase Cloud Messaging API Admin.
    /// </summary>
    public string? ServiceAccountJson { get; set; }

    /// <summary>Where messages are sent to.</summary>
    public string Endpoint { get; set; } = "https://fcm.googleapis.com";

    /// <summary>Why the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (string.IsNullOrEmpty(ServiceAccountJson))
                return "Channels__Fcm__ServiceAccountJson is not set.";
            return KeyVaultReference.IsUnresolved(ServiceAccountJson) ? KeyVaultReference.Sentence("Channels__Fcm__ServiceAccountJson") : null;
        }
    }
}

/// <summary>Takes away the whitespace that comes with pasted settings.</summary>
internal sealed class ConfigureFcmOptions : IPostConfigureOptions<FcmOptions>
{
    public void PostConfigure(string? name, FcmOptions options)
    {
        options.ServiceAccountJson = options.ServiceAccountJson?.Trim();
        options.Endpoint = options.Endpoint.Trim();
    }
}

/// <summary>Stops the app at start, with sentences, when Firebase would refuse every message.</summary>
internal sealed class FcmOptionsValidator : IValidateOptions<FcmOptions>
{
    public ValidateOptionsResult Validate(string? name, FcmOptions options)
    {
        var failures = new List<string>();
        if (ServiceEndpoint.Problem("Channels__Fcm__Endpoint", options.Endpoint) is { } endpointProblem)
            failures.Add(endpointProblem);
        if (options.MissingSetting is null)
        {
            using var account = FcmServiceAccount.Read(options.ServiceAccountJson!, out var problem);
            if (problem is not null)
                failures.Add($"Channels__Fcm__ServiceAccountJson {problem}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

/// <summary>Registers the channel.</summary>
internal static class FcmRegistration
{
    /// <summary>Adds <see cref="FcmChannel"/> and its <see cref="FcmOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddFcmChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<FcmOptions, FcmOptionsValidator>(configuration.GetSection(FcmOptions.Section));
        return services
            .AddSingleton<IPostConfigureOptions<FcmOptions>, ConfigureFcmOptions>()
            .AddKeyedSingleton(ChannelNames.Fcm, (_, _) => ChannelHttpClient.Create())
            .AddSingleton<INotificationChannel, FcmChannel>();
    }
}
