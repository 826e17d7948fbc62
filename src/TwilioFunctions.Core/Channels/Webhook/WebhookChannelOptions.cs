using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Webhook;

/// <summary>Where the webhook channel may send to: section <c>Channels:Webhook</c>.</summary>
internal sealed class WebhookChannelOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Channels:Webhook";

    /// <summary>The rule for a URL, as a part of a sentence.</summary>
    public const string UrlRule =
        "an absolute https URL to a public address, without user information; Channels__Webhook__AllowedOrigins lets others in, for local development";

    /// <summary>
    /// Origins that may be plain http and may have any address, for local development: scheme, host and port, for instance
    /// <c>http://127.0.0.1:7099</c>.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Whether a binding may have this URL. A host name is not looked up here: its addresses are checked whenever a connection is made,
    /// because they can change at any time.
    /// </summary>
    public bool Allows(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.UserInfo.Length > 0 || url.Scheme is not ("https" or "http"))
            return false;
        return AllowsOrigin(url) || (url.Scheme == "https" && !IsLocal(url));
    }

    /// <summary>Whether the URL's origin, letter for letter, is one of <see cref="AllowedOrigins"/>.</summary>
    internal bool AllowsOrigin(Uri url) =>
        AllowedOrigins.Any(origin => Uri.TryCreate(origin, UriKind.Absolute, out var allowed) && IsSameOrigin(allowed, url));

    private static bool IsSameOrigin(Uri left, Uri right) =>
        (left.Scheme, left.IdnHost, left.Port) == (right.Scheme, right.IdnHost, right.Port);

    // System.Uri has read the host as every resolver would: 127.1, 0x7f.1 and 2130706433 are 127.0.0.1 by now.
    private static bool IsLocal(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        return HostAddress.TryRead(url.IdnHost, out var address)
            ? !PublicAddress.Is(address)
            : host.Length == 0 || host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);
    }
}

/// <summary>Removes the whitespace that comes with pasted settings. An empty origin allows nothing; it stays, so that the others keep their positions.</summary>
internal sealed class ConfigureWebhookOptions : IPostConfigureOptions<WebhookChannelOptions>
{
    public void PostConfigure(string? name, WebhookChannelOptions options)
    {
        for (var index = 0; index < options.AllowedOrigins.Count; index++)
            options.AllowedOrigins[index] = options.AllowedOrigins[index]?.Trim() ?? "";
    }
}

/// <summary>Stops the app at start with a sentence for each invalid origin.</summary>
internal sealed class WebhookChannelOptionsValidator : IValidateOptions<WebhookChannelOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookChannelOptions options)
    {
        string[] failures =
        [
            .. from indexed in options.AllowedOrigins.Index()
               where indexed.Item is { Length: > 0 } origin && !IsOrigin(origin)
               select $"Channels__Webhook__AllowedOrigins__{indexed.Index} is not an origin: http or https, host and port alone, as in http://127.0.0.1:7099.",
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", UserInfo: "", PathAndQuery: "/", Fragment: "" };
}

/// <summary>Registers the webhook channel.</summary>
internal static class WebhookRegistration
{
    /// <summary>Adds the <see cref="WebhookChannel"/> and its <see cref="WebhookChannelOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddWebhookChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<WebhookChannelOptions, WebhookChannelOptionsValidator>(configuration.GetSection(WebhookChannelOptions.Section));
        return services
            .AddSingleton<IPostConfigureOptions<WebhookChannelOptions>, ConfigureWebhookOptions>()
            .AddKeyedSingleton(ChannelNames.Webhook, (provider, _) => ChannelHttpClient.Create(
                CreateHandler(provider.GetRequiredService<IOptions<WebhookChannelOptions>>().Value, Dns.GetHostAddressesAsync)))
            .AddSingleton<INotificationChannel, WebhookChannel>();
    }

    /// <summary>The channels' handler with guarded connections; what strangers answer is read no further than it must be.</summary>
    internal static SocketsHttpHandler CreateHandler(WebhookChannelOptions options, HostResolver resolve)
    {
        var handler = ChannelHttpClient.CreateHandler();
        handler.ConnectCallback = new GuardedConnections(options, resolve).ConnectAsync;
        handler.MaxResponseHeadersLength = 16;
        handler.MaxResponseDrainSize = ChannelAnswer.MaxBody;
        return handler;
    }
}
