using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>Stops the app at start, with sentences, when Apple would refuse every push.</summary>
internal sealed partial class ValidateApnsOptions : IValidateOptions<ApnsOptions>
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
