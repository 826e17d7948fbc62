using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>How call notifications are accepted and delivered: section <c>CallNotifications</c>.</summary>
internal sealed class CallNotificationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "CallNotifications";

    /// <summary>How long a phone rings: later than this after the webhook, nothing is sent. From 1 s to 10 min, Twilio's longest time-out of a call.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt over one channel may take, at least 100 ms; never beyond the time to live.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bindings of one notification are sent to at once, from 1 to 1,000.</summary>
    public int MaxConcurrency { get; set; } = 100;

    /// <summary>
    /// Accepts, beside Twilio's documented signature, signatures that do not cover the body: of the URL without <c>bodySHA256</c>, and
    /// of the bare origin, as Twilio's own sample for iOS verifies them. Anybody who sees such a request can send another body with
    /// it, so the URL must hold the <see cref="UrlSecret"/> then.
    /// </summary>
    public bool AcceptUnboundSignatures { get; set; }

    /// <summary>What the URL's query must have as <c>secret=</c> where <see cref="AcceptUnboundSignatures"/> is on; at least 32 characters.</summary>
    public string? UrlSecret { get; set; }
}

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed class CallNotificationOptionsValidator : IValidateOptions<CallNotificationOptions>
{
    private const int MinSecretLength = 32;
    private const int MaxConcurrency = 1000;
    private static readonly TimeSpan MinTimeToLive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTimeToLive = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinAttemptTimeout = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, CallNotificationOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(CallNotificationOptions options)
    {
        if (options.TimeToLive < MinTimeToLive || options.TimeToLive > MaxTimeToLive)
            yield return $"{CallNotificationOptions.Section}__TimeToLive is not between {MinTimeToLive:c} and {MaxTimeToLive:c}.";
        if (options.AttemptTimeout < MinAttemptTimeout || options.AttemptTimeout > MaxTimeToLive)
            yield return $"{CallNotificationOptions.Section}__AttemptTimeout is not between {MinAttemptTimeout:c} and {MaxTimeToLive:c}.";
        if (options.MaxConcurrency is < 1 or > MaxConcurrency)
            yield return $"{CallNotificationOptions.Section}__MaxConcurrency is not between 1 and {MaxConcurrency}.";
        if (options.AcceptUnboundSignatures && (options.UrlSecret?.Length ?? 0) < MinSecretLength)
            yield return $"{CallNotificationOptions.Section}__AcceptUnboundSignatures is true: {CallNotificationOptions.Section}__UrlSecret must have at least {MinSecretLength} characters, and stand in the URL given to Twilio as secret=.";
    }
}

/// <summary>Registers what receives and delivers call notifications; the bindings and the channels register themselves.</summary>
internal static class CallNotificationRegistration
{
    /// <summary>Adds the receiver, the dispatcher and their options, which are checked when the app starts.</summary>
    public static IServiceCollection AddCallNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CallNotificationOptions, CallNotificationOptionsValidator>(configuration.GetSection(CallNotificationOptions.Section))
            .PostConfigure(options => options.UrlSecret = options.UrlSecret?.Trim());
        return services
            .AddSingleton<UnboundSignatures>()
            .AddSingleton<NotificationChannels>()
            .AddSingleton<IChannelAvailability, ChannelAvailability>()
            .AddSingleton<CallNotificationReceiver>()
            .AddSingleton<INotificationClaims, NotificationClaimStore>()
            .AddSingleton<IDeliveryAttempts, DeliveryAttemptStore>()
            .AddSingleton<DeliveryAttemptRecorder>()
            .AddSingleton<DeliveryExecutor>()
            .AddSingleton<CallNotificationDispatcher>();
    }
}
