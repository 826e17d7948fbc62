using System.Text.RegularExpressions;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Channels.WebPubSub;

/// <summary>The Azure Web PubSub instance: section <c>Channels:WebPubSub</c>. Without an endpoint the channel is off.</summary>
internal sealed class WebPubSubOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Channels:WebPubSub";

    /// <summary>Stands in <see cref="Hub"/> for the SID of the account that a client belongs to.</summary>
    public const string AccountSidPlace = "{AccountSid}";

    /// <summary>For instance <c>https://name.webpubsub.azure.com</c>; http for an emulator on this machine.</summary>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The hub: a letter, then letters, digits and underscores. Within a hub a user is no more than the client identity, and two accounts
    /// may both have a bob: where several accounts are configured, the name must hold <c>{AccountSid}</c>, as in <c>calls_{AccountSid}</c>,
    /// so that each has a hub of its own. Azure makes a hub when it is first used.
    /// </summary>
    public string? Hub { get; set; }

    /// <summary>The instance's primary or secondary access key. Without it, the app's identity is used, as a Web PubSub Service Owner.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The client id of a user-assigned managed identity; null for the system-assigned one or a developer's own sign-in.</summary>
    public string? ClientId { get; set; }

    /// <summary>The sentence that names the setting without which the channel is off; null while it is on.</summary>
    internal string? MissingSetting
    {
        get
        {
            if (Endpoint is null)
                return "Channels__WebPubSub__Endpoint is not set: without an Azure Web PubSub instance the channel webpubsub is off.";
            return KeyVaultReference.IsUnresolved(AccessKey) ? KeyVaultReference.Sentence("Channels__WebPubSub__AccessKey") : null;
        }
    }

    /// <summary>The hub of an account.</summary>
    internal string HubOf(string accountSid) => Hub!.Replace(AccountSidPlace, accountSid, StringComparison.Ordinal);
}

/// <summary>Takes away the whitespace that comes with pasted settings; an empty one is not set.</summary>
internal sealed class ConfigureWebPubSubOptions : IPostConfigureOptions<WebPubSubOptions>
{
    public void PostConfigure(string? name, WebPubSubOptions options)
    {
        options.Endpoint = Trimmed(options.Endpoint)?.TrimEnd('/');
        options.Hub = Trimmed(options.Hub);
        options.AccessKey = Trimmed(options.AccessKey);
        options.ClientId = Trimmed(options.ClientId);
    }

    private static string? Trimmed(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed partial class WebPubSubOptionsValidator(IOptions<TwilioOptions> twilio) : IValidateOptions<WebPubSubOptions>
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

/// <summary>Registers the channel of Azure Web PubSub.</summary>
internal static class WebPubSubRegistration
{
    /// <summary>
    /// Adds the <see cref="WebPubSubChannel"/>, the <see cref="WebPubSubNegotiation"/> and their <see cref="WebPubSubOptions"/>, which are
    /// checked when the app starts.
    /// </summary>
    public static IServiceCollection AddWebPubSubChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<WebPubSubOptions, WebPubSubOptionsValidator>(configuration.GetSection(WebPubSubOptions.Section));
        return services
            .AddSingleton<IPostConfigureOptions<WebPubSubOptions>, ConfigureWebPubSubOptions>()
            .AddKeyedSingleton(ChannelNames.WebPubSub, (_, _) => ChannelHttpClient.Create())
            .AddSingleton(Authorization)
            .AddSingleton<INotificationChannel, WebPubSubChannel>()
            .AddSingleton<WebPubSubNegotiation>();
    }

    private static WebPubSubAuthorization Authorization(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<WebPubSubOptions>>().Value;
        var credential = options.AccessKey is null
            ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId })
            : null;
        return new WebPubSubAuthorization(options.AccessKey, credential, provider.GetRequiredService<TimeProvider>());
    }
}
