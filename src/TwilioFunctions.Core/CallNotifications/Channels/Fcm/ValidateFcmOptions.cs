using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>Stops the app at start, with sentences, when Firebase would refuse every message.</summary>
internal sealed class ValidateFcmOptions : IValidateOptions<FcmOptions>
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
