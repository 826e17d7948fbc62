using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed class CallNotificationOptionsValidation : IValidateOptions<CallNotificationOptions>
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
