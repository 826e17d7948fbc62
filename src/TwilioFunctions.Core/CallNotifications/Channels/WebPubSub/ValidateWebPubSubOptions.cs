using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed partial class ValidateWebPubSubOptions(IOptions<TwilioOptions> twilio) : IValidateOptions<WebPubSubOptions>
{
    private static readonly string AnySid = $"AC{new string('0', 32)}";

    public ValidateOptionsResult Validate(string? name, WebPubSubOptions options)
    {
        if (options.Endpoint is null)
            return ValidateOptionsResult.Success;
        string?[] failures = [EndpointFailure(options.Endpoint), HubFailure(options)];
        return failures.All(failure => failure is null)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.OfType<string>());
    }

    private static string? EndpointFailure(string endpoint)
    {
        if (endpoint.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase))
            return "Channels__WebPubSub__Endpoint is a connection string: its Endpoint belongs here, its AccessKey into Channels__WebPubSub__AccessKey.";
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
            && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" }
            && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? null
            : "Channels__WebPubSub__Endpoint is not the https URL of an Azure Web PubSub instance, as in https://name.webpubsub.azure.com.";
    }

    private string? HubFailure(WebPubSubOptions options)
    {
        if (options.Hub is null)
            return "Channels__WebPubSub__Hub is not set.";
        if (!HubName.IsMatch(options.HubOf(AnySid)))
            return "Channels__WebPubSub__Hub is not a hub's name: a letter, then up to 127 letters, digits and underscores.";
        return twilio.Value.Accounts.Count > 1 && options.HubOf("") == options.Hub
            ? "Channels__WebPubSub__Hub must hold {AccountSid}, as in calls_{AccountSid}, because more than one account is configured: " +
              "clients of the same identity would share a user."
            : null;
    }

    // https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-user: what its description allows; its pattern has
    // some signs more.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,127}\z")]
    private static partial Regex HubName { get; }
}
