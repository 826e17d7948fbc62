using System.CommandLine;
using System.Net;

namespace TwilioFunctions.Cli.Setup;

/// <summary>An address that Twilio can call, and nothing behind it.</summary>
internal static class PublicUrl
{
    public static Option<string> Rule(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && WrongWith(result.Tokens[0].Value) is { } sentence)
                result.AddError($"{option.Name} {sentence}");
        });
        return option;
    }

    private static string? WrongWith(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return "must be an absolute URL, as https://voice.example.com.";
        if (url.IsLoopback || IPAddress.TryParse(url.DnsSafeHost, out _) || !url.Host.Contains('.', StringComparison.Ordinal))
            return $"must be an address that Twilio reaches, and {url.Host} is none: deploy the app, or start a tunnel to it and name the tunnel's address.";
        if (url.Scheme != "https")
            return "must begin with https: webhooks carry phone numbers, and Twilio sends call notifications and events to nothing else.";
        // Twilio refuses such hosts, although they exist.
        if (url.Host.Contains('_', StringComparison.Ordinal))
            return $"must not have an underscore in its host, and {url.Host} has: Twilio refuses it.";
        return url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            ? $"must be the address alone, as {url.GetLeftPart(UriPartial.Scheme)}{url.Authority}: the paths are the app's."
            : null;
    }
}
