using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Stops the app at start with a sentence for each origin that is none.</summary>
internal sealed class ValidateWebhookOptions : IValidateOptions<WebhookChannelOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookChannelOptions options)
    {
        string[] failures =
        [
            .. from indexed in options.AllowedOrigins.Index()
               where !IsOrigin(indexed.Item)
               select $"Channels__Webhook__AllowedOrigins__{indexed.Index} is not an origin: http or https, host and port alone, as in http://127.0.0.1:7099.",
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", UserInfo: "", PathAndQuery: "/", Fragment: "" };
}
